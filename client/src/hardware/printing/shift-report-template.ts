import type { ShiftReport } from '../../local/shift-view.ts'
import { type ReportRow, reportSections, reportTitle } from '../../receipt/report-sections.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** An X or Z report as blocks, in the language on screen. */
export function shiftReportBlocks(report: ShiftReport, timeZone: string): ReceiptBlock[] {
  return [
    { kind: 'text', text: report.store.name, align: 'center', bold: true },
    ...report.store.address.map(text => ({ kind: 'text', text, align: 'center' }) as const),
    { kind: 'space' },
    { kind: 'text', text: reportTitle(report), align: 'center', bold: true, large: true },
    ...reportSections(report, timeZone).flatMap(({ title, rows }): ReceiptBlock[] => [
      { kind: 'rule' },
      ...(title === '' ? [] : [{ kind: 'text', text: title, bold: true } as const]),
      ...rows.map(rowBlock),
    ]),
  ]
}

function rowBlock({ label, value, strong = false }: ReportRow): ReceiptBlock {
  return { kind: 'row', left: label, right: value, bold: strong }
}
