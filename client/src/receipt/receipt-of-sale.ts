import {
  type MeasuredUnit,
  NO_CURRENCY,
  parseCurrency,
  type SaleDetail,
  type SaleReply,
  type TenderKind,
} from '@evertill/crdt-model'
import type { ReceiptDiscount, ReceiptLine } from '../local/receipt.ts'
import type { PaperReceipt } from './receipt-paper.tsx'

/** What was sold or came back, as far as the paper says it. */
export type SoldPart = Pick<
  SaleDetail,
  'kind' | 'items' | 'taxes' | 'taxAdded' | 'total' | 'tenders' | 'rounding' | 'reason'
> & { readonly of: { readonly receipt: string } | null }

/** A sale as far as the paper says it: what the server tells of one has all of this. */
export type SoldSale = SoldPart &
  Pick<
    SaleReply,
    | 'receipt'
    | 'store'
    | 'till'
    | 'cashier'
    | 'at'
    | 'offsetMinutes'
    | 'currency'
    | 'subtotal'
    | 'change'
    | 'tip'
    | 'hash'
  > & { readonly returned: SoldPart | null }

/** What people call things, as they are called now. */
export interface SaleNames {
  product(id: string): string
  /** What its price is for, where it is weighed or measured. */
  unit(id: string): MeasuredUnit | undefined
  promotion(id: string): string
  store(id: string): {
    readonly name: string
    readonly address: readonly string[]
    readonly footer: string
    readonly header?: string
    readonly legal?: string
  }
  till(id: string): string
  cashier(id: string | null): string
}

/** How many digits of the hash a receipt shows. */
const PROOF_DIGITS = 8

/** Every kind of tender that a receipt has a word for. */
const TENDER_KINDS: { readonly [Kind in TenderKind]: true } = {
  cash: true,
  'foreign-cash': true,
  card: true,
  voucher: true,
  'gift-card': true,
  'store-credit': true,
  'on-account': true,
  exchange: true,
}

/**
 * The receipt of a sale, a refund, a void or an exchange as the server tells it: what goes back stands below 0 there, and
 * above it on paper, under its own heading. Products, people and places are named as they are called now, and units are
 * today's: a journal holds ids, and no name that might have to be forgotten.
 */
export function receiptOf(sale: SoldSale, names: SaleNames): PaperReceipt {
  const store = names.store(sale.store)
  return {
    number: sale.receipt,
    at: sale.at,
    offsetMinutes: sale.offsetMinutes,
    store: { ...store, address: [...store.address] },
    till: names.till(sale.till),
    operator: names.cashier(sale.cashier),
    currency: parseCurrency(sale.currency) ?? NO_CURRENCY,
    ...goodsOf(sale, names),
    subtotal: signOf(sale)(sale.subtotal),
    discounts: sale.items.flatMap(item => discountsOf(item, names)),
    change: signOf(sale)(sale.change),
    ...(sale.tip ? { tip: signOf(sale)(sale.tip) } : {}),
    ...exemptionsOf(sale),
    ...purposeOf(sale, names),
    proof: sale.hash.slice(0, PROOF_DIGITS),
  }
}

/** On paper all amounts stand above 0: the heading says which way they went. */
function signOf({ kind }: Pick<SaleDetail, 'kind'>): (amount: number) => number {
  return amount => (kind === 'sale' ? amount : -amount) + 0
}

/** What was sold or came back, its taxes, and how it was paid. */
function goodsOf(
  sale: SoldPart,
  names: SaleNames,
): Pick<PaperReceipt, 'lines' | 'taxes' | 'taxAdded' | 'total' | 'tenders' | 'rounding'> {
  const signed = signOf(sale)
  return {
    lines: sale.items.map(item => lineOf(item, signed, names)),
    taxes: sale.taxes.map(tax => ({ ...tax, net: signed(tax.net), tax: signed(tax.tax) })),
    taxAdded: signed(sale.taxAdded),
    total: signed(sale.total),
    tenders: sale.tenders.flatMap(({ kind, amount, slip }) =>
      isTenderKind(kind) ? [{ kind, amount: signed(amount), ...(slip ? { slip } : {}) }] : [],
    ),
    ...(sale.rounding === 0 ? {} : { rounding: signed(sale.rounding) }),
  }
}

function lineOf(
  item: SaleDetail['items'][number],
  signed: (amount: number) => number,
  names: SaleNames,
): ReceiptLine {
  const { product, quantity, unitPrice, listPrice, amount, details } = item
  const unit = product === null ? undefined : names.unit(product)
  return {
    name: item.name ?? names.product(product ?? ''),
    quantity: signed(quantity),
    unitPrice,
    listPrice,
    amount: signed(amount),
    discounts: discountsOf(item, names),
    ...(unit ? { unit } : {}),
    ...(details.tare ? { tare: details.tare } : {}),
    ...(details.serial ? { serial: details.serial } : {}),
    ...(details.note ? { note: details.note } : {}),
    ...(details.exemption ? { exemption: { ...details.exemption } } : {}),
  }
}

/** Why tax was not charged, each reason once, and what that took out of the prices. */
function exemptionsOf(sale: SoldSale): Pick<PaperReceipt, 'exemptions' | 'exempted'> {
  const granted = sale.items.flatMap(({ details }) => details.exemption ?? [])
  if (granted.length === 0) return {}
  const distinct = new Map(granted.map(each => [`${each.reason}\n${each.certificate}`, { ...each }]))
  const exempted = sale.items.reduce((sum, { details }) => sum + Math.abs(details.exempted ?? 0), 0)
  return { exemptions: [...distinct.values()], ...(exempted > 0 ? { exempted } : {}) }
}

/** What it is a receipt of when it is no sale. */
function purposeOf(sale: SoldSale, names: SaleNames): Pick<PaperReceipt, 'purpose'> {
  const { kind, of, reason, returned } = sale
  const said = reason ?? ''
  if (kind === 'void') return { purpose: { kind, of: of?.receipt ?? '', reason: said } }
  if (kind === 'refund') return { purpose: { kind, of: of?.receipt ?? null, reason: said } }
  if (returned === null) return {}
  const back = { of: returned.of?.receipt ?? null, reason: returned.reason ?? '' }
  return { purpose: { kind: 'exchange', ...back, returned: goodsOf(returned, names) } }
}

/** What was taken off a line that was sold; of one that came back the goods' worth says it. */
function discountsOf(item: SaleDetail['items'][number], names: SaleNames): ReceiptDiscount[] {
  return item.discounts
    .filter(({ amount }) => amount > 0)
    .map(({ source, promotion, amount }) => {
      return { source, name: promotion === null ? '' : names.promotion(promotion), amount }
    })
}

export function isTenderKind(kind: string): kind is TenderKind {
  return Object.hasOwn(TENDER_KINDS, kind)
}
