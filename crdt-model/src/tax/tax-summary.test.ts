import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoundingRule } from '../money/round.ts'
import { lineAmount } from '../sale/quantity.ts'
import type { TaxRate, TaxRounding } from './tax-class.ts'
import { type TaxableLine, taxKey } from './tax-of-line.ts'
import { summariseTaxes } from './tax-summary.ts'

const VAT20: TaxRate = { name: 'VAT', rateMillionths: 200_000, included: true }
const VAT5: TaxRate = { name: 'VAT', rateMillionths: 50_000, included: true }
const SALES6: TaxRate = { name: 'Sales tax', rateMillionths: 60_000, included: false }

function line(amount: number, rates: readonly TaxRate[]): TaxableLine {
  return { amount, quantity: 1000, unitPrice: amount, rates }
}

test('T5 the summary has one entry a rate, in the order the lines meet them, and lines point to theirs', () => {
  const summary = summariseTaxes(
    [
      line(1200, [VAT20]),
      line(1000, [SALES6]),
      line(500, []),
      line(2400, [VAT20]),
      line(1050, [VAT5, SALES6]),
    ],
    'per-line',
    'half-up',
  )
  expect(summary.taxes).toEqual([
    { ...VAT20, net: 3000, tax: 600 },
    { ...SALES6, net: 2000, tax: 120 },
    { ...VAT5, net: 1000, tax: 50 },
  ])
  expect(summary.taxesOfLines).toEqual([[0], [1], [], [0], [1, 2]])
  expect(summary).toMatchObject({ added: 120, included: 650 })
})

const rates = fc.record({
  name: fc.constantFrom('VAT', 'State', 'City', 'Liquor'),
  rateMillionths: fc.oneof(fc.constantFrom(0, 50_000, 60_000, 82_500, 200_000, 230_000), fc.nat(500_000)),
  included: fc.boolean(),
})
const classes = fc.array(fc.uniqueArray(rates, { maxLength: 4, selector: taxKey }), {
  minLength: 1,
  maxLength: 4,
})
const lines = classes.chain(choices =>
  fc.array(
    fc
      .record({
        unitPrice: fc.oneof(fc.nat(10_000), fc.nat(99_999_999)),
        quantity: fc.oneof(
          fc.integer({ min: 1, max: 40 }).map(n => n * 1000),
          fc.integer({ min: 1, max: 99_999 }),
        ),
        taxedBy: fc.constantFrom(...choices),
      })
      .map(
        ({ unitPrice, quantity, taxedBy }): TaxableLine => ({
          unitPrice,
          quantity,
          amount: lineAmount(quantity, unitPrice),
          rates: taxedBy,
        }),
      ),
    { maxLength: 40, size: 'max' },
  ),
)
const roundings = fc.constantFrom<TaxRounding>('per-unit', 'per-line', 'per-document')
const rules = fc.constantFrom<RoundingRule>('half-up', 'half-even')

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

test('T5 the totals are the sums of the summary', () => {
  fc.assert(
    fc.property(lines, roundings, rules, (all, rounding, rule) => {
      const { taxes, added, included } = summariseTaxes(all, rounding, rule)
      expect(sum(taxes.filter(tax => !tax.included).map(({ tax }) => tax))).toBe(added)
      expect(sum(taxes.filter(tax => tax.included).map(({ tax }) => tax))).toBe(included)
    }),
  )
})

test('T5 lines of a class: its net and its included taxes are the gross, whatever the rounding', () => {
  fc.assert(
    fc.property(lines, roundings, rules, (all, rounding, rule) => {
      const rates = all[0]?.rates ?? []
      const ofOneClass = all.map(each => ({ ...each, rates }))
      const { taxes, included } = summariseTaxes(ofOneClass, rounding, rule)
      fc.pre(taxes.length > 0)
      const gross = sum(ofOneClass.map(each => each.amount))
      for (const { net } of taxes) expect(net + included).toBe(gross)
    }),
  )
})

test('T5 with at most one rate a line, nets, taxes and untaxed lines make the total', () => {
  fc.assert(
    fc.property(lines, roundings, rules, (all, rounding, rule) => {
      const single = all.map(each => ({ ...each, rates: each.rates.slice(0, 1) }))
      const { taxes, added } = summariseTaxes(single, rounding, rule)
      const untaxed = sum(single.filter(each => each.rates.length === 0).map(each => each.amount))
      const total = sum(single.map(each => each.amount)) + added
      expect(sum(taxes.map(({ net, tax }) => net + tax)) + untaxed).toBe(total)
    }),
  )
})

test('T4 per document every rate is the exact tax of the document rounded once', () => {
  fc.assert(
    fc.property(lines, rules, (all, rule) => {
      const { taxes } = summariseTaxes(all, 'per-document', rule)
      for (const entry of taxes) expectNearest(entry, all)
    }),
  )
})

/** Exact in a common denominator: the rounded tax is at most half a minor unit away. */
function expectNearest(entry: TaxRate & { tax: number }, all: readonly TaxableLine[]): void {
  let numerator = 0n
  let denominator = 1n
  for (const { amount, rates } of all) {
    if (!rates.some(rate => taxKey(rate) === taxKey(entry))) continue
    const divisor = BigInt(1_000_000 + sum(rates.filter(r => r.included).map(r => r.rateMillionths)))
    numerator = numerator * divisor + BigInt(amount) * BigInt(entry.rateMillionths) * denominator
    denominator *= divisor
  }
  const error = 2n * (BigInt(entry.tax) * denominator - numerator)
  expect(error <= denominator && error >= -denominator).toBe(true)
}

test('T5 the order of the lines changes no per-document tax', () => {
  fc.assert(
    fc.property(lines, rules, (all, rule) => {
      const byKey = (summary: ReturnType<typeof summariseTaxes>) =>
        new Map(summary.taxes.map(tax => [taxKey(tax), tax.tax]))
      const forwards = byKey(summariseTaxes(all, 'per-document', rule))
      const backwards = byKey(summariseTaxes(all.toReversed(), 'per-document', rule))
      expect(new Map([...backwards].sort())).toEqual(new Map([...forwards].sort()))
    }),
  )
})
