import { assertNever } from '../assert-never.ts'
import { assert } from './assert.ts'
import { MESSAGES } from './messages.ts'

/** How a quotient becomes a whole number. `half-up` rounds a half away from zero, `half-even` to the even neighbour. */
export type RoundingRule = 'half-up' | 'half-even'

/** numerator / denominator, rounded. Both safe integers, the denominator positive. SPEC M4. */
export function roundQuotient(numerator: number, denominator: number, rule: RoundingRule): number {
  assert(Number.isSafeInteger(numerator), MESSAGES.notSafeInteger)
  assert(Number.isSafeInteger(denominator) && denominator > 0, MESSAGES.badDivisor)
  const magnitude = Math.abs(numerator)
  const remainder = magnitude % denominator
  // Subtracting first keeps the division exact: magnitude / denominator alone may round up to the next integer.
  const quotient = (magnitude - remainder) / denominator
  const rest = denominator - remainder
  const rounded = quotient + (goesUp(compare(remainder, rest), quotient % 2 === 1, rule) ? 1 : 0)
  return numerator < 0 && rounded !== 0 ? -rounded : rounded
}

/** multiplicand × multiplier / divisor, rounded once and exact whatever the size of the product. SPEC M4. */
export function roundProduct(
  multiplicand: number,
  multiplier: number,
  divisor: number,
  rule: RoundingRule,
): number {
  const product = multiplicand * multiplier
  if (Number.isSafeInteger(product)) return roundQuotient(product, divisor, rule)
  return roundFraction(BigInt(multiplicand) * BigInt(multiplier), BigInt(divisor), rule)
}

/** The same for a fraction whose parts may be beyond the safe integers. The result must be safe. SPEC M4. */
export function roundFraction(numerator: bigint, denominator: bigint, rule: RoundingRule): number {
  assert(denominator > 0n, MESSAGES.badDivisor)
  const magnitude = numerator < 0n ? -numerator : numerator
  const quotient = magnitude / denominator
  const remainder = magnitude % denominator
  const up = goesUp(compare(remainder, denominator - remainder), quotient % 2n === 1n, rule)
  const rounded = Number(up ? quotient + 1n : quotient)
  assert(Number.isSafeInteger(rounded), MESSAGES.notSafeInteger)
  return numerator < 0n && rounded !== 0 ? -rounded : rounded
}

/** @param side where the remainder lies: below (-1), at (0) or above (1) the half. */
function goesUp(side: -1 | 0 | 1, quotientIsOdd: boolean, rule: RoundingRule): boolean {
  if (side !== 0) return side > 0
  switch (rule) {
    case 'half-up':
      return true
    case 'half-even':
      return quotientIsOdd
    default:
      return assertNever(rule)
  }
}

function compare<Quantity extends number | bigint>(left: Quantity, right: Quantity): -1 | 0 | 1 {
  if (left < right) return -1
  return left > right ? 1 : 0
}
