import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPricedSale } from '../testing/any-sale.ts'
import { exactKey, exactSale } from '../testing/exact-sale.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { grossOf } from './gross.ts'
import { priceSale } from './price-sale.ts'

const CASES = 400

describe('T10 sales agree with a calculation in exact fractions', () => {
  test.each(seeds({ first: 1 }))(
    `${CASES} sales, seed $seed ($name)`,
    ({ seed }) => {
      fc.assert(
        fc.property(anyPricedSale, ({ sale, context }) => {
          const totals = priceSale(sale, context)
          const exact = exactSale(sale, context)
          expect(totals.lines.map(({ amount }) => amount)).toEqual(exact.amounts)
          expect(totals.subtotal).toBe(exact.subtotal)
          expect(totals.total).toBe(exact.total)
          expect(sumByKey(totals.taxes)).toEqual(Object.fromEntries(exact.taxes))
        }),
        { seed, numRuns: CASES },
      )
    },
    PROPERTY_TIMEOUT,
  )
})

describe('T5 D4 nothing is lost or invented', () => {
  test.each(seeds({ first: 1 }))('seed $seed ($name)', ({ seed }) => {
    fc.assert(
      fc.property(anyPricedSale, ({ sale, context }) => {
        const totals = priceSale(sale, context)
        let taken = 0
        totals.lines.forEach((line, i) => {
          const given = (line.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
          const gross = grossOf(sale.lines[i] ?? expect.unreachable(), context.halves)
          expect(line.amount + (line.exempted ?? 0) + given).toBe(gross)
          expect(line.amount).toBeGreaterThanOrEqual(0)
          taken += given
        })
        expect((totals.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0)).toBe(taken)
        const added = totals.taxes.filter(tax => !tax.included).reduce((sum, { tax }) => sum + tax, 0)
        const included = totals.taxes.filter(tax => tax.included).reduce((sum, { tax }) => sum + tax, 0)
        expect(totals.total - totals.subtotal).toBe(added)
        expect([totals.taxAdded, totals.taxIncluded]).toEqual([added, included])
      }),
      { seed, numRuns: 500 },
    )
  })
})

/** Two classes may have a compound and a plain rate of one name: they stand apart in the summary. */
function sumByKey(
  taxes: readonly { name: string; rateMillionths: number; included: boolean; tax: number }[],
) {
  const sums: Record<string, number> = {}
  for (const tax of taxes) sums[exactKey(tax)] = (sums[exactKey(tax)] ?? 0) + tax.tax
  return sums
}
