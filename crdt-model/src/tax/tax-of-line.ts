import { assertNever } from '../assert-never.ts'
import { allocate } from '../money/allocate.ts'
import { type RoundingRule, roundProduct } from '../money/round.ts'
import type { TaxRate, TaxRounding } from './tax-class.ts'
import { sumOfRatios, type TaxRatio, taxRatios, timesRatio } from './tax-ratio.ts'

/** What a line was charged and which rates it is taxed by. Amounts in minor units, quantity in thousandths. */
export interface TaxableLine {
  /** What the line costs, discounts taken off. */
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
 * Makes the function that taxes the lines of one document, in their order. Rates are levied on the net price, which
 * is the amount less the taxes it includes; compound ones on the taxes before them too. SPEC T2–T4, T7.
 */
export function makeLineTaxer(rounding: TaxRounding, rule: RoundingRule): LineTaxer {
  const taxesOf = taxesFor(rounding, rule)
  return line => {
    const taxes = taxesOf(line, taxRatios(line.rates))
    const included = line.rates.reduce((sum, rate, i) => sum + (rate.included ? (taxes[i] ?? 0) : 0), 0)
    return { net: line.amount - included, taxes }
  }
}

/** Two rates with the same key are one line of the summary, and are rounded together per document. */
export function taxKey(rate: TaxRate): string {
  const kind = `${rate.included ? 'included' : 'added'}${rate.compound ? ' compound' : ''}`
  return `${kind} ${rate.rateMillionths} ${rate.name}`
}

type TaxesOfLine = (line: TaxableLine, ratios: readonly TaxRatio[]) => number[]

function taxesFor(rounding: TaxRounding, rule: RoundingRule): TaxesOfLine {
  switch (rounding) {
    case 'per-unit':
      return (line, ratios) => {
        const pieces = piecesOf(line, rule)
        return ratios.map(ratio =>
          pieces.reduce((sum, { amount, times }) => sum + times * timesRatio(amount, ratio, rule), 0),
        )
      }
    case 'per-line':
      return (line, ratios) => ratios.map(ratio => timesRatio(line.amount, ratio, rule))
    case 'per-document':
      return runningTaxes(rule)
    default:
      return assertNever(rounding)
  }
}

/**
 * The line as pieces of equal amount: what the line costs is shared between its whole pieces and the fraction left
 * over by their prices, and the minor units that do not divide go to one piece each. Without a discount every piece
 * has the unit price. SPEC T4.
 */
function piecesOf(line: TaxableLine, rule: RoundingRule): { amount: number; times: number }[] {
  const count = Math.trunc(line.quantity / 1000)
  if (count === 0) return [{ amount: line.amount, times: 1 }]
  const fraction = roundProduct(line.quantity % 1000, line.unitPrice, 1000, rule)
  const [whole = 0, rest = 0] =
    line.quantity % 1000 === 0 ? [line.amount, 0] : allocate(line.amount, [count * line.unitPrice, fraction])
  const dearer = whole % count
  const amount = (whole - dearer) / count
  return [
    { amount, times: count - dearer },
    { amount: amount + 1, times: dearer },
    { amount: rest, times: 1 },
  ]
}

/** Each rate's tax is rounded over the document up to and with the line; the line bears what it grew by. */
function runningTaxes(rule: RoundingRule): TaxesOfLine {
  const running = new Map<
    string,
    { parts: Map<string, { amount: number; ratio: TaxRatio }>; rounded: number }
  >()
  return (line, ratios) =>
    line.rates.map((rate, i) => {
      const ratio = ratios[i] ?? { numerator: 0, divisor: 1 }
      const key = taxKey(rate)
      const sum = running.get(key) ?? { parts: new Map(), rounded: 0 }
      running.set(key, sum)
      const share = `${ratio.numerator}/${ratio.divisor}`
      const part = sum.parts.get(share) ?? { amount: 0, ratio }
      sum.parts.set(share, { amount: part.amount + line.amount, ratio })
      const before = sum.rounded
      sum.rounded = sumOfRatios(sum.parts.values(), rule)
      return sum.rounded - before
    })
}
