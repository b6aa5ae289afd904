import type { OpenSale } from '../sale/sale.ts'
import { decodeParkedEntry } from './decode-parked-entry.ts'
import type { ParkEntry } from './parked-entry.ts'

/**
 * The entry by which a till offers a sale to the others, or undefined for a sale that stays where it is: one that is
 * too large, or puts money on an account. Of the buyer it says the id and the group alone. SPEC N1, N2.
 */
export function parkEntry(entry: Omit<ParkEntry, 'kind'>): ParkEntry | undefined {
  const made: ParkEntry = { kind: 'park', ...entry, sale: withoutLanguage(entry.sale) }
  return !putsMoneyOnAccount(entry.sale) && decodeParkedEntry(made) !== undefined ? made : undefined
}

/** What a buyer speaks stands in their record: the till that recalls the sale looks there. */
function withoutLanguage(sale: OpenSale): OpenSale {
  if (sale.customer === undefined) return sale
  const { language: _, ...customer } = sale.customer
  return { ...sale, customer }
}

/** A gift card lies on the counter of the till that rings it up. */
function putsMoneyOnAccount(sale: OpenSale): boolean {
  return sale.lines.some(line => line.account !== undefined)
}
