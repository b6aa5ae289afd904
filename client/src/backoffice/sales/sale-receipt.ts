import { NO_CURRENCY, parseCurrency, type SaleReply, type TenderKind } from '@evertill/crdt-model'
import type { PaperReceipt } from '../../receipt/receipt-paper.tsx'

/** What people call things, as the back office knows them now. */
export interface SaleNames {
  product(id: string): string
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
 * The receipt of a sale as the server tells it. Products, people and places are named as they are called now: a
 * journal holds their ids, and no name that might have to be forgotten.
 */
export function receiptOf(sale: SaleReply, names: SaleNames): PaperReceipt {
  const store = names.store(sale.store)
  return {
    number: sale.receipt,
    at: sale.at,
    offsetMinutes: sale.offsetMinutes,
    store: { name: store.name, address: [...store.address], footer: store.footer },
    till: names.till(sale.till),
    operator: names.cashier(sale.cashier),
    currency: parseCurrency(sale.currency) ?? NO_CURRENCY,
    lines: sale.items.map(({ product, name, quantity, unitPrice, listPrice, amount }) => {
      return { name: name ?? names.product(product ?? ''), quantity, unitPrice, listPrice, amount }
    }),
    subtotal: sale.subtotal,
    taxes: sale.taxes,
    taxAdded: sale.taxAdded,
    total: sale.total,
    tenders: sale.tenders.flatMap(({ kind, amount }) => (isTenderKind(kind) ? [{ kind, amount }] : [])),
    change: sale.change,
    proof: sale.hash.slice(0, PROOF_DIGITS),
  }
}

export function isTenderKind(kind: string): kind is TenderKind {
  return Object.hasOwn(TENDER_KINDS, kind)
}
