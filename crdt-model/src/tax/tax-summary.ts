import type { RoundingRule } from '../money/round.ts'
import type { TaxRate, TaxRounding, TaxSummaryLine } from './tax-class.ts'
import { makeLineTaxer, type TaxableLine, taxKey } from './tax-of-line.ts'

/** The taxes of a document. Amounts in minor units. */
export interface TaxSummary {
  /** One entry for each name, rate and kind, in the order in which the lines first meet them. */
  readonly taxes: readonly TaxSummaryLine[]
  /** For each line the entries of `taxes` it was taxed by, ascending. */
  readonly taxesOfLines: readonly (readonly number[])[]
  /** The sum of the taxes that come on top of the lines' amounts. */
  readonly added: number
  /** The sum of the taxes that the lines' amounts include. */
  readonly included: number
}

/** The taxes of the lines of one document, summed by rate. Always the exact sum of what each line bears. SPEC T5. */
export function summariseTaxes(
  lines: readonly TaxableLine[],
  rounding: TaxRounding,
  rule: RoundingRule,
): TaxSummary {
  const taxLine = makeLineTaxer(rounding, rule)
  const entries: { rate: TaxRate; net: number; tax: number }[] = []
  const indexes = new Map<string, number>()
  const taxesOfLines = lines.map(line => {
    const { net, taxes } = taxLine(line)
    return line.rates.map((rate, i) => {
      const index = indexes.get(taxKey(rate)) ?? entries.length
      indexes.set(taxKey(rate), index)
      const entry = entries[index] ?? { rate, net: 0, tax: 0 }
      entries[index] = { rate, net: entry.net + net, tax: entry.tax + (taxes[i] ?? 0) }
      return index
    })
  })
  return {
    taxes: entries.map(toSummaryLine),
    taxesOfLines: taxesOfLines.map(line => line.toSorted((a, b) => a - b)),
    added: sumOfTaxes(entries, false),
    included: sumOfTaxes(entries, true),
  }
}

function toSummaryLine({ rate, net, tax }: { rate: TaxRate; net: number; tax: number }): TaxSummaryLine {
  return { name: rate.name, rateMillionths: rate.rateMillionths, included: rate.included, net, tax }
}

function sumOfTaxes(entries: readonly { rate: TaxRate; tax: number }[], included: boolean): number {
  return entries.reduce((sum, { rate, tax }) => sum + (rate.included === included ? tax : 0), 0)
}
