import type { CurrencyCode, TaxSummaryLine, Tender } from '@evertill/crdt-model'

/** Everything a receipt says, in the words that held when the sale was made. Amounts in minor units. */
export interface Receipt {
  /** As printed: `G1-000123`, with the epoch when it is not the first: `G1.2-000001`. */
  number: string
  at: number
  offsetMinutes: number
  store: { name: string; address: string[]; footer: string }
  till: string
  operator: string
  currency: CurrencyCode
  lines: { name: string; quantity: number; unitPrice: number; listPrice: number; amount: number }[]
  subtotal: number
  taxes: TaxSummaryLine[]
  taxAdded: number
  total: number
  tenders: Tender[]
  /** What cash rounding added, or took off below 0; absent when it did nothing. */
  rounding?: number
  change: number
  /** The first eight hex digits of the entry's hash: links the paper to the journal. */
  proof: string
}
