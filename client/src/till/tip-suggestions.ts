import { roundProduct } from '@evertill/crdt-model'
import type { StoreRow } from '../local/database.ts'

const WHOLE = 1_000_000

/** What the store proposes as a tip on a total, in minor units; what comes to nothing, or twice to the same, once. */
export function tipSuggestions(
  { tipMillionths = [] }: Pick<StoreRow, 'tipMillionths'>,
  total: number,
): { readonly millionths: number; readonly amount: number }[] {
  const all = tipMillionths.map(millionths => ({
    millionths,
    amount: roundProduct(total, millionths, WHOLE, 'half-up'),
  }))
  return all.filter(({ amount }, i) => amount > 0 && all.findIndex(each => each.amount === amount) === i)
}
