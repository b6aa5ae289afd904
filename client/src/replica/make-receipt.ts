import { type CompletedSale, receiptNumber, type SealedEntry } from '@evertill/crdt-model'
import type { StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { toHex } from './witness-log.ts'

/** How many bytes of the entry's hash a receipt shows. */
const PROOF_BYTES = 4

/** The receipt of a sale, in the words that hold at this moment. */
export function makeReceipt(
  sale: CompletedSale,
  around: {
    readonly sealed: SealedEntry
    readonly workplace: TillWorkplace
    readonly store: StoreRow
    readonly operator: string
  },
): Receipt {
  const { sealed, workplace, store, operator } = around
  const amounts = new Map(sale.totals.lines.map(line => [line.id, line.amount]))
  return {
    number: receiptNumber(workplace.tillCode, sealed.entry.epoch, sealed.entry.number),
    at: sealed.entry.at,
    offsetMinutes: sealed.entry.offsetMinutes,
    store: { name: store.name, address: [...store.address], footer: store.receiptFooter },
    till: workplace.tillName,
    operator,
    currency: sale.currency,
    lines: sale.lines.map(({ id, name, quantity, unitPrice, listPrice }) => {
      return { name, quantity, unitPrice, listPrice, amount: amounts.get(id) ?? 0 }
    }),
    subtotal: sale.totals.subtotal,
    taxes: [...sale.totals.taxes],
    taxAdded: sale.totals.taxAdded,
    total: sale.totals.total,
    tenders: [...sale.tenders],
    change: sale.change,
    ...(sale.rounding ? { rounding: sale.rounding } : {}),
    proof: toHex(sealed.hash.subarray(0, PROOF_BYTES)),
  }
}
