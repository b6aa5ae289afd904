import { ONE_PIECE } from '@evertill/crdt-model'
import { formatDate, formatMoney, formatQuantity, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** The parts a receipt may have. A template is a list of them, in the order of the paper. */
export type ReceiptPart = 'copy' | 'store' | 'lines' | 'sums' | 'facts' | 'qr' | 'footer'

export const STANDARD_RECEIPT: readonly ReceiptPart[] = [
  'copy',
  'store',
  'lines',
  'sums',
  'facts',
  'qr',
  'footer',
]

interface Content {
  readonly receipt: Receipt
  /** Printed before: says so. */
  readonly copy: boolean
  readonly timeZone: string
}

/** A receipt as blocks, in the language on screen. */
export function receiptBlocks(template: readonly ReceiptPart[], content: Content): ReceiptBlock[] {
  return template.flatMap(part => PARTS[part](content))
}

const PARTS: Readonly<Record<ReceiptPart, (content: Content) => readonly ReceiptBlock[]>> = {
  copy: ({ copy }) =>
    copy
      ? [
          { kind: 'text', text: `*** ${t('hardware.print.duplicate')} ***`, align: 'center', bold: true },
          { kind: 'space' },
        ]
      : [],
  store: ({ receipt: { store } }) => [
    { kind: 'text', text: store.name, align: 'center', bold: true, large: true },
    ...store.address.map(text => ({ kind: 'text', text, align: 'center' }) as const),
    { kind: 'space' },
  ],
  lines: ({ receipt }) => receipt.lines.flatMap(line => lineBlocks(line, receipt)),
  sums: ({ receipt }) => sumBlocks(receipt),
  facts: ({ receipt, timeZone }) => [
    { kind: 'rule' },
    { kind: 'row', left: t('till.receipt.number'), right: receipt.number },
    { kind: 'row', left: t('till.receipt.date'), right: formatDate(receipt.at, 'date-time', timeZone) },
    { kind: 'row', left: t('till.receipt.till'), right: receipt.till },
    { kind: 'row', left: t('till.receipt.served'), right: receipt.operator },
    { kind: 'row', left: t('till.receipt.proof'), right: receipt.proof },
  ],
  qr: ({ receipt }) => [{ kind: 'space' }, { kind: 'qr', data: receipt.number }],
  footer: ({ receipt: { store } }) =>
    store.footer === '' ? [] : [{ kind: 'space' }, { kind: 'text', text: store.footer, align: 'center' }],
}

function lineBlocks(line: Receipt['lines'][number], { currency }: Receipt): ReceiptBlock[] {
  const money = (minor: number) => formatMoney(minor, currency)
  const isChanged = line.unitPrice !== line.listPrice
  const details = [
    ...(line.quantity !== ONE_PIECE || isChanged
      ? [
          t('till.receipt.quantityTimes', {
            quantity: formatQuantity(line.quantity),
            price: money(line.unitPrice),
          }),
        ]
      : []),
    ...(isChanged ? [t('till.receipt.wasPrice', { price: money(line.listPrice) })] : []),
  ]
  return [
    { kind: 'row', left: line.name, right: money(line.amount) },
    ...details.map(text => ({ kind: 'text', text, indent: 2 }) as const),
  ]
}

function sumBlocks(receipt: Receipt): ReceiptBlock[] {
  const money = (minor: number) => formatMoney(minor, receipt.currency)
  const nameOf = (tax: Receipt['taxes'][number]) => ({ name: tax.name, rate: formatRate(tax.rateMillionths) })
  const added = receipt.taxes.filter(tax => !tax.included)
  const included = receipt.taxes.filter(tax => tax.included)
  return [
    { kind: 'rule' },
    ...(receipt.taxAdded > 0
      ? [{ kind: 'row', left: t('till.receipt.subtotal'), right: money(receipt.subtotal) } as const]
      : []),
    ...added.map(
      tax => ({ kind: 'row', left: t('till.receipt.tax', nameOf(tax)), right: money(tax.tax) }) as const,
    ),
    { kind: 'row', left: t('till.receipt.total'), right: money(receipt.total), bold: true, large: true },
    ...included.map(
      tax =>
        ({
          kind: 'row',
          left: `${t('till.receipt.includes', nameOf(tax))} ${t('till.receipt.on', { net: money(tax.net) })}`,
          right: money(tax.tax),
        }) as const,
    ),
    ...(receipt.rounding
      ? [{ kind: 'row', left: t('till.receipt.rounding'), right: money(receipt.rounding) } as const]
      : []),
    ...receipt.tenders.map(
      tender =>
        ({ kind: 'row', left: t(`till.tender.${tender.kind}`), right: money(tender.amount) }) as const,
    ),
    ...(receipt.change > 0
      ? [{ kind: 'row', left: t('till.receipt.change'), right: money(receipt.change) } as const]
      : []),
  ]
}

/** What a test page shows: width, weights, the letters of the shop's language, a code, and the cut after it. */
export function testPageBlocks(columns: number): ReceiptBlock[] {
  const ruler = Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('')
  return [
    { kind: 'text', text: 'Evertill', align: 'center', bold: true, large: true },
    { kind: 'text', text: t('hardware.print.testTitle'), align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: ruler },
    { kind: 'row', left: t('hardware.print.testColumns'), right: String(columns) },
    { kind: 'row', left: 'ÁÉÍÓÚ áéíóú ñÑ ¿¡ üÜ çÇ', right: '€ £ $' },
    { kind: 'row', left: 'Żółć Ελλάδα 日本語 😀', right: '₽ ₹' },
    { kind: 'text', text: t('hardware.print.testBold'), bold: true },
    { kind: 'rule' },
    { kind: 'qr', data: 'EVERTILL-TEST' },
  ]
}
