import { assertNever } from '../assert-never.ts'
import { type RoundingRule, roundFraction, roundProduct } from '../money/round.ts'
import type { TaxRate, TaxRounding } from './tax-class.ts'

/** One million: a rate of 100 %. */
export const WHOLE_RATE = 1_000_000

/** What a line was charged and which rates it is taxed by. Amounts in minor units, quantity in thousandths. */
export interface TaxableLine {
  readonly amount: number
  readonly quantity: number
  readonly unitPrice: number
  readonly rates: readonly TaxRate[]
}

/** The tax of a line: one amount for each of its rates, in their order, and what is left of its price without them. */
export interface LineTax {
  readonly net: number
  readonly taxes: readonly number[]
}

/** Works out one line after the other: per-document rounding has to know the lines before. */
export type LineTaxer = (line: TaxableLine) => LineTax

/**
 * Makes the function that taxes the lines of one document, in their order. All rates of a line are levied on the
 * same net price, none on another tax; the net price is the amount less the taxes it includes. SPEC T2–T4.
 */
export function makeLineTaxer(rounding: TaxRounding, rule: RoundingRule): LineTaxer {
  const taxesOf = taxesFor(rounding, rule)
  return line => {
    const divisor = WHOLE_RATE + includedRates(line.rates)
    const taxes = taxesOf(line, divisor)
    const included = line.rates.reduce((sum, rate, i) => sum + (rate.included ? (taxes[i] ?? 0) : 0), 0)
    return { net: line.amount - included, taxes }
  }
}

/** Two rates with the same key are one line of the summary, and are rounded together per document. */
export function taxKey(rate: TaxRate): string {
  return `${rate.included ? 'included' : 'added'} ${rate.rateMillionths} ${rate.name}`
}

type TaxesOfLine = (line: TaxableLine, divisor: number) => number[]

function taxesFor(rounding: TaxRounding, rule: RoundingRule): TaxesOfLine {
  switch (rounding) {
    case 'per-unit':
      return (line, divisor) => line.rates.map(rate => taxByUnit(line, rate, divisor, rule))
    case 'per-line':
      return (line, divisor) =>
        line.rates.map(rate => roundProduct(line.amount, rate.rateMillionths, divisor, rule))
    case 'per-document':
      return runningTaxes(rule)
    default:
      return assertNever(rounding)
  }
}

/** The rounded tax of one piece for every whole piece, and that of the fraction of a piece left over. */
function taxByUnit(line: TaxableLine, rate: TaxRate, divisor: number, rule: RoundingRule): number {
  const pieces = Math.trunc(line.quantity / 1000)
  const rest = line.amount - pieces * line.unitPrice
  const taxOf = (amount: number) => roundProduct(amount, rate.rateMillionths, divisor, rule)
  return pieces * taxOf(line.unitPrice) + taxOf(rest)
}

/** Each line bears what the rounded tax of the document grew by with it, so that the lines add up to it. */
function runningTaxes(rule: RoundingRule): TaxesOfLine {
  const running = new Map<string, { amounts: Map<number, number>; rounded: number }>()
  return (line, divisor) =>
    line.rates.map(rate => {
      const key = taxKey(rate)
      const sum = running.get(key) ?? { amounts: new Map<number, number>(), rounded: 0 }
      running.set(key, sum)
      sum.amounts.set(divisor, (sum.amounts.get(divisor) ?? 0) + line.amount)
      const before = sum.rounded
      sum.rounded = roundTaxes(sum.amounts, rate.rateMillionths, rule)
      return sum.rounded - before
    })
}

/** The sum of amount × rate / divisor over all divisors, rounded once. */
function roundTaxes(
  amounts: ReadonlyMap<number, number>,
  rateMillionths: number,
  rule: RoundingRule,
): number {
  const [first, ...others] = amounts
  if (first && others.length === 0) return roundProduct(first[1], rateMillionths, first[0], rule)
  let numerator = 0n
  let denominator = 1n
  for (const [divisor, amount] of amounts) {
    numerator = numerator * BigInt(divisor) + BigInt(amount) * BigInt(rateMillionths) * denominator
    denominator *= BigInt(divisor)
  }
  return roundFraction(numerator, denominator, rule)
}

function includedRates(rates: readonly TaxRate[]): number {
  return rates.reduce((sum, rate) => sum + (rate.included ? rate.rateMillionths : 0), 0)
}
