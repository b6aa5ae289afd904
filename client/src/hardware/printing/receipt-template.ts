import { formatDate, formatMoney, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { Receipt, ReceiptLine } from '../../local/receipt.ts'
import { accountFacts } from '../../receipt/account-words.ts'
import { exemptionWords } from '../../receipt/exemption-words.ts'
import { lineDetails } from '../../receipt/line-details.ts'
import {
  paidBackWords,
  paidOutOf,
  purposeFacts,
  purposeTitle,
  tenderNameOn,
  totalWords,
} from '../../receipt/purpose-words.ts'
import { savedOn } from '../../receipt/receipt-discounts.ts'
import { tenderDetail } from '../../receipt/tender-words.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** The parts a receipt may have. A template is a list of them, in the order of the paper. */
export type ReceiptPart = 'copy' | 'store' | 'purpose' | 'lines' | 'sums' | 'facts' | 'qr' | 'footer'

export const STANDARD_RECEIPT: readonly ReceiptPart[] = [
  'copy',
  'store',
  'purpose',
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
  copy: ({ copy, receipt }) => [
    ...(receipt.training
      ? [
          { kind: 'text', text: t('till.receipt.training'), align: 'center', bold: true } as const,
          { kind: 'space' } as const,
        ]
      : []),
    ...(copy
      ? [
          {
            kind: 'text',
            text: `*** ${t('hardware.print.duplicate')} ***`,
            align: 'center',
            bold: true,
          } as const,
          { kind: 'space' } as const,
        ]
      : []),
  ],
  store: ({ receipt: { store } }) => [
    { kind: 'text', text: store.name, align: 'center', bold: true, large: true },
    ...store.address.map(text => ({ kind: 'text', text, align: 'center' }) as const),
    { kind: 'space' },
  ],
  purpose: ({ receipt }) => {
    const title = purposeTitle(receipt.purpose)
    return title === undefined
      ? []
      : [
          { kind: 'text', text: title.toLocaleUpperCase(), align: 'center', bold: true, large: true },
          { kind: 'space' },
        ]
  },
  lines: ({ receipt }) => [
    ...receipt.lines.flatMap(line => lineBlocks(line, receipt)),
    ...returnedBlocks(receipt),
  ],
  sums: ({ receipt }) => sumBlocks(receipt),
  facts: ({ receipt, timeZone }) => [
    { kind: 'rule' },
    ...purposeFacts(receipt.purpose).map(
      ({ name, value }) => ({ kind: 'row', left: name, right: value }) as const,
    ),
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

/** What came back in an exchange, below what was bought. */
function returnedBlocks(receipt: Receipt): ReceiptBlock[] {
  const { purpose } = receipt
  if (purpose?.kind !== 'exchange') return []
  return [
    { kind: 'space' },
    { kind: 'text', text: t('till.receipt.returned') },
    ...purpose.returned.lines.flatMap(line => lineBlocks({ ...line, amount: -line.amount }, receipt)),
  ]
}

function lineBlocks(line: ReceiptLine, { currency }: Receipt): ReceiptBlock[] {
  return [
    { kind: 'row', left: line.name, right: formatMoney(line.amount, currency) },
    ...lineDetails(line, currency).map(text => ({ kind: 'text', text, indent: 2 }) as const),
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
    { kind: 'row', left: totalWords(receipt.purpose), right: money(receipt.total), bold: true, large: true },
    ...(savedOn(receipt) > 0
      ? [{ kind: 'row', left: t('till.receipt.saved'), right: money(savedOn(receipt)) } as const]
      : []),
    ...included.map(
      tax =>
        ({
          kind: 'row',
          left: `${t('till.receipt.includes', nameOf(tax))} ${t('till.receipt.on', { net: money(tax.net) })}`,
          right: money(tax.tax),
        }) as const,
    ),
    ...(receipt.tip
      ? [{ kind: 'row', left: t('till.receipt.tip'), right: money(receipt.tip) } as const]
      : []),
    ...(receipt.exempted
      ? [{ kind: 'row', left: t('till.receipt.exempted'), right: money(receipt.exempted) } as const]
      : []),
    ...(receipt.exemptions ?? []).map(
      exemption =>
        ({ kind: 'row', left: t('till.receipt.exempt'), right: exemptionWords(exemption) }) as const,
    ),
    ...(receipt.rounding
      ? [{ kind: 'row', left: t('till.receipt.rounding'), right: money(receipt.rounding) } as const]
      : []),
    ...receipt.tenders.flatMap((tender): ReceiptBlock[] => {
      const detail = tenderDetail(tender, receipt.currency)
      return [
        { kind: 'row', left: tenderNameOn(receipt.purpose, tender), right: money(tender.amount) },
        ...(detail === '' ? [] : [{ kind: 'text', text: detail, indent: 2 } as const]),
      ]
    }),
    ...paidOutOf(receipt.purpose).map(
      tender => ({ kind: 'row', left: paidBackWords(tender), right: money(tender.amount) }) as const,
    ),
    ...(receipt.change > 0
      ? [{ kind: 'row', left: t('till.receipt.change'), right: money(receipt.change) } as const]
      : []),
    ...accountFacts(receipt).map(({ name, value }) => ({ kind: 'row', left: name, right: value }) as const),
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
