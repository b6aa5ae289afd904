import { assert } from './assert.ts'
import { MESSAGES } from './messages.ts'

/**
 * Shares an amount of minor units over weights so that nothing is lost: every share is its exact part rounded
 * down, and the units left over go to the largest remainders, the first of equals first. Negative amounts mirror
 * positive ones; when all weights are 0 they count the same. SPEC M5.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  assert(Number.isSafeInteger(amount), MESSAGES.notSafeInteger)
  assert(
    weights.every(weight => Number.isSafeInteger(weight) && weight >= 0),
    MESSAGES.badWeights,
  )
  assert(weights.length > 0 || amount === 0, MESSAGES.nothingToShareOver)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  assert(Number.isSafeInteger(sum), MESSAGES.badWeights)
  if (sum === 0)
    return weights.length === 0
      ? []
      : allocate(
          amount,
          weights.map(() => 1),
        )
  const shares = shareOut(Math.abs(amount), weights, sum)
  return amount < 0 ? shares.map(share => (share === 0 ? 0 : -share)) : shares
}

function shareOut(amount: number, weights: readonly number[], sum: number): number[] {
  const parts = weights.map((weight, index) => ({ index, ...divideProduct(amount, weight, sum) }))
  const shares = parts.map(part => part.quotient)
  let left = amount - shares.reduce((total, share) => total + share, 0)
  const byRemainder = parts.toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder) {
    if (left === 0) break
    shares[index] = (shares[index] ?? 0) + 1
    left -= 1
  }
  return shares
}

/** amount × weight / divisor as whole quotient and remainder, none negative. */
function divideProduct(
  amount: number,
  weight: number,
  divisor: number,
): { quotient: number; remainder: number } {
  const product = amount * weight
  if (Number.isSafeInteger(product)) {
    const remainder = product % divisor
    return { quotient: (product - remainder) / divisor, remainder }
  }
  const exact = BigInt(amount) * BigInt(weight)
  const wide = BigInt(divisor)
  return { quotient: Number(exact / wide), remainder: Number(exact % wide) }
}
