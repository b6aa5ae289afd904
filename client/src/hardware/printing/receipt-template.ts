import {
  RECEIPT_DETAILS,
  type ReceiptDetail,
  type ReceiptPart,
  type StoreReceipt,
  USUAL_RECEIPT_PARTS,
} from '@evertill/crdt-model'
import type { Raster } from '@evertill/crdt-model/printing'
import { formatDate, formatMoney, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { fromBase64 } from '../../local/base64.ts'
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
import { type KnownTender, tenderDetails } from '../../receipt/tender-words.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** What the receipts of a store are made of. */
export interface ReceiptTemplate {
  /** In the order of the paper. */
  readonly parts: readonly ReceiptPart[]
  readonly details: readonly ReceiptDetail[]
  readonly logo: Raster | null
}

/** The template of a store; what nobody chose is as usual. */
export function templateOf({
  receiptParts = USUAL_RECEIPT_PARTS,
  receiptDetails = RECEIPT_DETAILS,
  receiptLogo = null,
}: Partial<StoreReceipt>): ReceiptTemplate {
  return {
    parts: receiptParts,
    details: receiptDetails,
    logo: receiptLogo && { ...receiptLogo, dots: fromBase64(receiptLogo.dots) },
  }
}

interface Content {
  readonly receipt: Receipt
  /** Printed before: says so. */
  readonly copy: boolean
  readonly timeZone: string
}

/** A receipt as blocks, in the language on screen. What it is stands above all of it, in every template. */
export function receiptBlocks(template: ReceiptTemplate, content: Content): ReceiptBlock[] {
  const blocks = [...markBlocks(content), ...template.parts.flatMap(part => PARTS[part](content, template))]
  // Air between two parts is air once, and there is none at the end: the cut brings its own.
  const isDouble = (block: ReceiptBlock, at: number) =>
    block.kind === 'space' && (at === 0 || at === blocks.length - 1 || blocks[at - 1]?.kind === 'space')
  return blocks.filter((block, at) => !isDouble(block, at))
}

type Part = (content: Content, template: ReceiptTemplate) => readonly ReceiptBlock[]

const PARTS: Readonly<Record<ReceiptPart, Part>> = {
  logo: (_, { logo }) => (logo === null ? [] : [{ kind: 'image', raster: logo }, SPACE]),
  store: ({ receipt }) => [
    { kind: 'text', text: receipt.store.name, align: 'center', bold: true, large: true },
    ...receipt.store.address.map(text => ({ kind: 'text', text, align: 'center' }) as const),
    SPACE,
    ...titleBlocks(receipt),
  ],
  header: ({ receipt: { store } }) => words(store.header),
  lines: ({ receipt }, { details }) => [
    ...receipt.lines.flatMap(line => lineBlocks(line, receipt, details)),
    ...returnedBlocks(receipt, details),
  ],
  sums: ({ receipt }, { details }) => sumBlocks(receipt, details),
  taxes: ({ receipt }) => taxBlocks(receipt),
  payments: ({ receipt }) => paymentBlocks(receipt),
  facts: ({ receipt, timeZone }, { details }) => [
    { kind: 'rule' },
    ...purposeFacts(receipt.purpose).map(({ name, value }) => row(name, value)),
    row(t('till.receipt.number'), receipt.number),
    row(t('till.receipt.date'), formatDate(receipt.at, 'date-time', timeZone)),
    row(t('till.receipt.till'), receipt.till),
    ...(details.includes('served') ? [row(t('till.receipt.served'), receipt.operator)] : []),
    ...(details.includes('proof') && receipt.proof !== ''
      ? [row(t('till.receipt.proof'), receipt.proof)]
      : []),
  ],
  qr: ({ receipt }) => (receipt.training ? [] : [SPACE, { kind: 'qr', data: receipt.number }]),
  link: ({ receipt: { link, training } }) =>
    link === undefined || training
      ? []
      : [
          SPACE,
          { kind: 'text', text: t('till.receipt.online'), align: 'center' },
          { kind: 'qr', data: link },
        ],
  footer: ({ receipt: { store } }) => words(store.footer),
  legal: ({ receipt: { store } }) => words(store.legal),
}

const SPACE: ReceiptBlock = { kind: 'space' }

function row(left: string, right: string): ReceiptBlock {
  return { kind: 'row', left, right }
}

/** Each line of what the shop wrote, in the middle, with air around it; nothing where it wrote nothing. */
function words(text: string | undefined): ReceiptBlock[] {
  if (text === undefined || text === '') return []
  const lines = text.split('\n').map((line): ReceiptBlock => ({ kind: 'text', text: line, align: 'center' }))
  return [SPACE, ...lines, SPACE]
}

/** That it is no receipt, or not the first. */
function markBlocks({ receipt, copy }: Content): ReceiptBlock[] {
  const mark = (text: string): ReceiptBlock[] => [{ kind: 'text', text, align: 'center', bold: true }, SPACE]
  return [
    ...(receipt.training ? mark(t('till.receipt.training')) : []),
    ...(copy ? mark(`*** ${t('hardware.print.duplicate')} ***`) : []),
  ]
}

function titleBlocks({ purpose }: Receipt): ReceiptBlock[] {
  const title = purposeTitle(purpose)
  if (title === undefined) return []
  return [{ kind: 'text', text: title.toLocaleUpperCase(), align: 'center', bold: true, large: true }, SPACE]
}

/** What came back in an exchange, below what was bought. */
function returnedBlocks(receipt: Receipt, details: ReceiptTemplate['details']): ReceiptBlock[] {
  const { purpose } = receipt
  if (purpose?.kind !== 'exchange') return []
  return [
    { kind: 'space' },
    { kind: 'text', text: t('till.receipt.returned') },
    ...purpose.returned.lines.flatMap(line =>
      lineBlocks({ ...line, amount: -line.amount }, receipt, details),
    ),
  ]
}

function lineBlocks(
  line: ReceiptLine,
  { currency }: Receipt,
  details: ReceiptTemplate['details'],
): ReceiptBlock[] {
  const { discounts = [], tare = 0, ...plain } = line
  const shown: ReceiptLine = {
    ...plain,
    ...(details.includes('discounts') && { discounts }),
    ...(details.includes('tare') && { tare }),
  }
  return [
    row(line.name, formatMoney(line.amount, currency)),
    ...lineDetails(shown, currency).map(text => ({ kind: 'text', text, indent: 2 }) as const),
  ]
}

function sumBlocks(receipt: Receipt, details: ReceiptTemplate['details']): ReceiptBlock[] {
  const money = (minor: number) => formatMoney(minor, receipt.currency)
  const added = receipt.taxes.filter(tax => !tax.included)
  const saved = savedOn(receipt)
  return [
    { kind: 'rule' },
    ...(receipt.taxAdded > 0 ? [row(t('till.receipt.subtotal'), money(receipt.subtotal))] : []),
    ...added.map(tax => row(t('till.receipt.tax', nameOf(tax)), money(tax.tax))),
    { kind: 'row', left: totalWords(receipt.purpose), right: money(receipt.total), bold: true, large: true },
    ...(saved > 0 && details.includes('discounts') ? [row(t('till.receipt.saved'), money(saved))] : []),
    ...(receipt.exempted ? [row(t('till.receipt.exempted'), money(receipt.exempted))] : []),
    ...(receipt.exemptions ?? []).map(each => row(t('till.receipt.exempt'), exemptionWords(each))),
  ]
}

/** The taxes that the prices include; those on top of them stand above the total. */
function taxBlocks({ taxes, currency }: Receipt): ReceiptBlock[] {
  return taxes
    .filter(tax => tax.included)
    .map(tax => {
      const net = t('till.receipt.on', { net: formatMoney(tax.net, currency) })
      return row(`${t('till.receipt.includes', nameOf(tax))} ${net}`, formatMoney(tax.tax, currency))
    })
}

function nameOf({ name, rateMillionths }: Receipt['taxes'][number]): { name: string; rate: string } {
  return { name, rate: formatRate(rateMillionths) }
}

function paymentBlocks(receipt: Receipt): ReceiptBlock[] {
  const money = (minor: number) => formatMoney(minor, receipt.currency)
  return [
    ...(receipt.tip ? [row(t('till.receipt.tip'), money(receipt.tip))] : []),
    ...(receipt.rounding ? [row(t('till.receipt.rounding'), money(receipt.rounding))] : []),
    ...receipt.tenders.flatMap(each => tenderBlocks(tenderNameOn(receipt.purpose, each), each, receipt)),
    ...paidOutOf(receipt.purpose).flatMap(each => tenderBlocks(paidBackWords(each), each, receipt)),
    ...(receipt.change > 0 ? [row(t('till.receipt.change'), money(receipt.change))] : []),
    ...accountFacts(receipt).map(({ name, value }) => row(name, value)),
  ]
}

/** A way of paying with its amount, and what is told of it below. */
function tenderBlocks(name: string, tender: KnownTender, { currency }: Receipt): ReceiptBlock[] {
  return [
    row(name, formatMoney(tender.amount, currency)),
    ...tenderDetails(tender, currency).map(text => ({ kind: 'text', text, indent: 2 }) as const),
  ]
}

/** What a test page shows: the logo, width, weights, the letters of the shop's language, a code, and the cut after it. */
export function testPageBlocks(columns: number, { logo }: Pick<ReceiptTemplate, 'logo'>): ReceiptBlock[] {
  const ruler = Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('')
  return [
    ...(logo === null ? [] : [{ kind: 'image', raster: logo } as const, SPACE]),
    { kind: 'text', text: 'Evertill', align: 'center', bold: true, large: true },
    { kind: 'text', text: t('hardware.print.testTitle'), align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: ruler },
    row(t('hardware.print.testColumns'), String(columns)),
    row('ÁÉÍÓÚ áéíóú ñÑ ¿¡ üÜ çÇ', '€ £ $'),
    row('Żółć Ελλάδα 日本語 😀', '₽ ₹'),
    { kind: 'text', text: t('hardware.print.testBold'), bold: true },
    { kind: 'rule' },
    { kind: 'qr', data: 'EVERTILL-TEST' },
  ]
}
