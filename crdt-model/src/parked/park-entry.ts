import type { OpenSale } from '../sale/sale.ts'
import { decodeParkedEntry } from './decode-parked-entry.ts'
import type { ParkEntry } from './parked-entry.ts'

/**
 * The entry by which a till offers a sale to the others, or undefined for a sale that stays where it is: one that is
 * too large, or puts money on an account. SPEC N2.
 */
export function parkEntry(entry: Omit<ParkEntry, 'kind'>): ParkEntry | undefined {
  const made: ParkEntry = { kind: 'park', ...entry }
  return !putsMoneyOnAccount(entry.sale) && decodeParkedEntry(made) !== undefined ? made : undefined
}

/** A gift card lies on the counter of the till that rings it up. */
function putsMoneyOnAccount(sale: OpenSale): boolean {
  return sale.lines.some(line => line.account !== undefined)
}
