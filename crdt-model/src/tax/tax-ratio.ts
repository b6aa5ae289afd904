import { type RoundingRule, roundFraction, roundProduct } from '../money/round.ts'
import type { TaxRate } from './tax-class.ts'

/** One million: a rate of 100 %. */
export const WHOLE_RATE = 1_000_000

/** The exact share of a line's amount that a tax is: safe integers, or beyond them where taxes are levied on taxes. */
export interface TaxRatio {
  readonly numerator: number | bigint
  readonly divisor: number | bigint
}

/** For each rate the share of the amount that it is. SPEC T3, T7. */
export function taxRatios(rates: readonly TaxRate[]): readonly TaxRatio[] {
  if (rates.some(rate => rate.compound)) return compoundRatios(rates)
  const divisor = rates.reduce((sum, rate) => sum + (rate.included ? rate.rateMillionths : 0), WHOLE_RATE)
  return rates.map(rate => ({ numerator: rate.rateMillionths, divisor }))
}

/** amount × ratio, rounded once. SPEC M4. */
export function timesRatio(amount: number, { numerator, divisor }: TaxRatio, rule: RoundingRule): number {
  return typeof numerator === 'number' && typeof divisor === 'number'
    ? roundProduct(amount, numerator, divisor, rule)
    : roundFraction(BigInt(amount) * BigInt(numerator), BigInt(divisor), rule)
}

/** The sum of amount × ratio, rounded once. SPEC T4. */
export function sumOfRatios(
  parts: Iterable<{ readonly amount: number; readonly ratio: TaxRatio }>,
  rule: RoundingRule,
): number {
  const all = [...parts]
  const [first] = all
  if (first !== undefined && all.length === 1) return timesRatio(first.amount, first.ratio, rule)
  let numerator = 0n
  let denominator = 1n
  for (const { amount, ratio } of all) {
    const divisor = BigInt(ratio.divisor)
    numerator = numerator * divisor + BigInt(amount) * BigInt(ratio.numerator) * denominator
    denominator *= divisor
  }
  return roundFraction(numerator, denominator, rule)
}

/**
 * What an amount comes to when some of the taxes it includes are left out: both amounts have the same net price.
 * SPEC T9.
 */
export function amountWithRates(
  amount: number,
  rates: readonly TaxRate[],
  kept: readonly TaxRate[],
  rule: RoundingRule,
): number {
  const before = includedFactors(rates)
  const after = includedFactors(kept)
  return roundFraction(BigInt(amount) * after.withTaxes * before.whole, before.withTaxes * after.whole, rule)
}

/** A price with its included taxes is the net price × withTaxes / whole. */
function includedFactors(rates: readonly TaxRate[]): { whole: bigint; withTaxes: bigint } {
  const { whole, factors } = taxFactors(rates)
  return { whole, withTaxes: whole + includedSum(rates, factors) }
}

function compoundRatios(rates: readonly TaxRate[]): TaxRatio[] {
  const { whole, factors } = taxFactors(rates)
  const divisor = whole + includedSum(rates, factors)
  return factors.map(numerator => ({ numerator, divisor }))
}

/**
 * Each tax as a factor of the net price, over a common whole. Each rate takes one power of a million, so a whole of
 * as many powers as there are rates divides without a remainder.
 */
function taxFactors(rates: readonly TaxRate[]): { whole: bigint; factors: bigint[] } {
  const unit = BigInt(WHOLE_RATE)
  const whole = unit ** BigInt(rates.length)
  const factors: bigint[] = []
  let before = 0n
  for (const rate of rates) {
    const base = rate.compound ? whole + before : whole
    const factor = (base * BigInt(rate.rateMillionths)) / unit
    factors.push(factor)
    before += factor
  }
  return { whole, factors }
}

function includedSum(rates: readonly TaxRate[], factors: readonly bigint[]): bigint {
  return rates.reduce((sum, rate, i) => sum + (rate.included ? (factors[i] ?? 0n) : 0n), 0n)
}
