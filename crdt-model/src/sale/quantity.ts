import { type RoundingRule, roundProduct } from '../money/round.ts'
import { isQuantity } from './limits.ts'

/** One piece, in thousandths. */
export const ONE_PIECE = 1000

/**
 * A typed quantity (`3`, `0.5`, `1,250`) as thousandths, or undefined when it is none: at most three decimals, a
 * point or a comma before them, above 0. SPEC L4.
 */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d{0,6})(?:[.,](\d{0,3}))?$/.exec(text.trim())
  if (!match) return undefined
  const quantity = Number(`${match[1]}${(match[2] ?? '').padEnd(3, '0')}`)
  return isQuantity(quantity) ? quantity : undefined
}

/** Minor units of a line: quantity (thousandths) × unit price (minor units), rounded. SPEC L5. */
export function lineAmount(quantity: number, unitPrice: number, rule: RoundingRule = 'half-up'): number {
  return roundProduct(quantity, unitPrice, ONE_PIECE, rule)
}
