import type { Language } from '../../i18n/languages.ts'
import { inLanguage, language, loadTextsIn } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import type { PrintContent, PrinterSetup } from '../../local/printing.ts'
import type { Receipt } from '../../local/receipt.ts'
import { languageOfReceipt } from '../../receipt/receipt-language.ts'
import { drawLine } from './draw-line.ts'
import { encodeLines, encodePulse } from './encode-lines.ts'
import { kitchenBlocks } from './kitchen-template.ts'
import { layOut } from './lay-out.ts'
import type { ReceiptBlock } from './receipt-block.ts'
import { receiptBlocks, templateOf, testPageBlocks } from './receipt-template.ts'
import { shiftReportBlocks } from './shift-report-template.ts'

/** The bytes of something to print, for one printer. Receipts are in their own language, where its texts load. */
export async function encodeContent(
  content: PrintContent,
  { columns, language: printer }: Pick<PrinterSetup, 'columns' | 'language'>,
  store: StoreRow,
): Promise<Uint8Array> {
  if (content.kind === 'drawer') return encodePulse(printer, content.pin)
  const spoken = content.kind === 'receipt' ? await loadReceiptTexts(store, content.receipt) : language()
  const lines = inLanguage(spoken, () => layOut(blocksOf(content, columns, store), columns))
  return encodeLines(lines, { columns, language: printer, drawLine })
}

/** The language of a receipt, or of any in the store, with its texts loaded; that on screen where they cannot be. */
export async function loadReceiptTexts(
  store: Pick<StoreRow, 'receiptLanguage'>,
  receipt: Pick<Receipt, 'language'> = {},
): Promise<Language> {
  const wanted = languageOfReceipt(receipt, store, language())
  try {
    await loadTextsIn(wanted, 'till', 'hardware')
    return wanted
  } catch {
    return language()
  }
}

function blocksOf(
  content: Exclude<PrintContent, { kind: 'drawer' }>,
  columns: number,
  store: StoreRow,
): ReceiptBlock[] {
  const { timeZone } = store
  switch (content.kind) {
    case 'test':
      return testPageBlocks(columns, templateOf(store))
    case 'shift-report':
      return shiftReportBlocks(content.report, timeZone)
    case 'kitchen':
      return kitchenBlocks(content.ticket, { again: content.again, timeZone })
    case 'receipt':
      return receiptBlocks(templateOf(store), { receipt: content.receipt, copy: content.copy, timeZone })
  }
}
