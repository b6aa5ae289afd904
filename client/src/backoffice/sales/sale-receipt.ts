import { NO_CURRENCY, parseCurrency, type SaleReply, type TenderKind } from '@evertill/crdt-model'
import type { ReceiptDiscount } from '../../local/receipt.ts'
import type { PaperReceipt } from '../../receipt/receipt-paper.tsx'

/** What people call things, as the back office knows them now. */
export interface SaleNames {
  product(id: string): string
  promotion(id: string): string
  store(id: string): { readonly name: string; readonly address: readonly string[]; readonly footer: string }
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
 * The receipt of a sale, a refund or a void as the server tells it: what goes back stands below 0 there, and above it
 * on paper, under its own heading. Products, people and places are named as they are called now: a
 * journal holds their ids, and no name that might have to be forgotten.
 */
export function receiptOf(sale: SaleReply, names: SaleNames): PaperReceipt {
  const store = names.store(sale.store)
  const signed = (amount: number) => (sale.kind === 'sale' ? amount : -amount) + 0
  return {
    number: sale.receipt,
    at: sale.at,
    offsetMinutes: sale.offsetMinutes,
    store: { name: store.name, address: [...store.address], footer: store.footer },
    till: names.till(sale.till),
    operator: names.cashier(sale.cashier),
    currency: parseCurrency(sale.currency) ?? NO_CURRENCY,
    lines: sale.items.map(item => {
      const { quantity, unitPrice, listPrice, amount } = item
      const name = item.name ?? names.product(item.product ?? '')
      const discounts = discountsOf(item, names)
      return { name, quantity: signed(quantity), unitPrice, listPrice, amount: signed(amount), discounts }
    }),
    subtotal: signed(sale.subtotal),
    discounts: sale.items.flatMap(item => discountsOf(item, names)),
    taxes: sale.taxes.map(tax => ({ ...tax, net: signed(tax.net), tax: signed(tax.tax) })),
    taxAdded: signed(sale.taxAdded),
    total: signed(sale.total),
    tenders: sale.tenders.flatMap(({ kind, amount }) =>
      isTenderKind(kind) ? [{ kind, amount: signed(amount) }] : [],
    ),
    change: signed(sale.change),
    ...(sale.tip ? { tip: signed(sale.tip) } : {}),
    ...(sale.rounding === 0 ? {} : { rounding: signed(sale.rounding) }),
    ...purposeOf(sale),
    proof: sale.hash.slice(0, PROOF_DIGITS),
  }
}

/** What it is a receipt of when it is no sale. */
function purposeOf({ kind, of, reason }: SaleReply): Pick<PaperReceipt, 'purpose'> {
  if (kind === 'sale') return {}
  const said = reason ?? ''
  if (kind === 'void') return { purpose: { kind, of: of?.receipt ?? '', reason: said } }
  return { purpose: { kind, of: of?.receipt ?? null, reason: said } }
}

/** What was taken off a line that was sold; of one that came back the goods' worth says it. */
function discountsOf(item: SaleReply['items'][number], names: SaleNames): ReceiptDiscount[] {
  return item.discounts
    .filter(({ amount }) => amount > 0)
    .map(({ source, promotion, amount }) => {
      return { source, name: promotion === null ? '' : names.promotion(promotion), amount }
    })
}

export function isTenderKind(kind: string): kind is TenderKind {
  return Object.hasOwn(TENDER_KINDS, kind)
}
