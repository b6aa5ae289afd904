import { assertNever } from '../assert-never.ts'
import { type RoundingRule, roundProduct } from '../money/round.ts'
import type { Reduction } from './promotion.ts'

/** Parts of a whole in millionths. */
const WHOLE = 1_000_000

/**
 * What comes off an amount (minor units, 0 or more): never less than nothing and never more than the amount. Amounts
 * and prices of a reduction are for one piece: `quantity` (thousandths) says how many it is. SPEC D1, G4.
 */
export function reductionOf(amount: number, off: Reduction, quantity: number, rule: RoundingRule): number {
  const times = (perPiece: number) => {
    if (quantity === 1000) return perPiece
    // More than everything is everything; the exact product of an absurd price may be beyond the safe integers.
    const isBeyond = (perPiece * quantity) / 1000 > amount + 1
    return isBeyond ? amount + 1 : roundProduct(perPiece, quantity, 1000, rule)
  }
  switch (off.kind) {
    case 'percent':
      return within(amount, roundProduct(amount, off.millionths, WHOLE, rule))
    case 'amount':
      return within(amount, times(off.amount))
    case 'price':
      return within(amount, amount - times(off.price))
    default:
      return assertNever(off)
  }
}

function within(amount: number, off: number): number {
  return Math.max(0, Math.min(amount, off))
}
