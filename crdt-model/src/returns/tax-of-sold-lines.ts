import type { SaleEvent } from '../journal/journal-entry.ts'
import { allocate } from '../money/allocate.ts'
import { roundProduct } from '../money/round.ts'
import { WHOLE_RATE } from '../tax/tax-ratio.ts'

/** Keeps what is lost in rounding a weight far below a minor unit. */
const FINENESS = 1000

/**
 * The taxes of a journaled sale by line, each in the order of the line's `taxes`: the summary's taxes shared over the
 * lines that bear them, by what the tax is of each, so that they add up to it. Minor units. SPEC X2.
 */
export function taxesOfSoldLines(sale: Pick<SaleEvent, 'lines' | 'taxes'>): number[][] {
  const taxes = sale.lines.map(line => line.taxes.map(() => 0))
  sale.taxes.forEach(({ tax, rateMillionths }, index) => {
    const bearing = sale.lines.flatMap((line, i) => (line.taxes.includes(index) ? [i] : []))
    if (bearing.length === 0) return
    const weights = bearing.map(i => weightOf(sale, i, rateMillionths))
    allocate(tax, weights).forEach((share, n) => {
      const line = bearing[n] ?? 0
      const place = sale.lines[line]?.taxes.indexOf(index) ?? -1
      const ofLine = taxes[line]
      if (ofLine && place >= 0) ofLine[place] = share
    })
  })
  return taxes
}

function weightOf({ lines, taxes }: Pick<SaleEvent, 'lines' | 'taxes'>, i: number, rate: number): number {
  const line = lines[i]
  if (line === undefined) return 0
  const divisor = line.taxes.reduce((sum, index) => {
    const tax = taxes[index]
    return sum + (tax?.included ? tax.rateMillionths : 0)
  }, WHOLE_RATE)
  return roundProduct(Math.abs(line.amount), rate * FINENESS, divisor, 'half-up')
}
