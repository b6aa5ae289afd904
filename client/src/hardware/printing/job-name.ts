import { t } from '../../i18n/translate.ts'
import type { PrintContent } from '../../local/printing.ts'
import { reportTitle } from '../../receipt/report-sections.ts'

/** What a print job is called before people: `Receipt G1-000123`. */
export function jobName(content: PrintContent): string {
  switch (content.kind) {
    case 'receipt':
      return t('hardware.print.receipt', { number: content.receipt.number })
    case 'shift-report':
      return reportTitle(content.report)
    case 'kitchen':
      return t('hardware.print.kitchen', { number: content.ticket.number })
    case 'test':
      return t('hardware.print.testPage')
    case 'drawer':
      return t('hardware.print.drawer')
  }
}
