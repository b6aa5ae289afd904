import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_CURRENCY, parseCurrency } from '../money/currency.ts'
import { GBP, USD } from '../testing/sample-sale.ts'
import { handedFor, parseRate, rateMillionths, worthOf } from './exchange-rate.ts'

const JPY = parseCurrency('JPY') ?? NO_CURRENCY
const KWD = parseCurrency('KWD') ?? NO_CURRENCY

describe('E3 a rate as people write it', () => {
  test.each([
    ['0.79', USD, GBP, { foreign: 100, own: 79 }],
    ['1,25', GBP, USD, { foreign: 4, own: 5 }],
    // One yen is 0.0052 pounds: 10,000 yen are 52.00.
    ['0.0052', JPY, GBP, { foreign: 25, own: 13 }],
    // One dinar of thousand fils is 2.50 pounds.
    ['2.5', KWD, GBP, { foreign: 4, own: 1 }],
    ['1', USD, GBP, { foreign: 1, own: 1 }],
  ] as const)('%s of %s in %s', (text, foreign, own, rate) => {
    expect(parseRate(text, foreign, own)).toEqual(rate)
  })

  test.each(['', '0', '0.0000001', '-1', '1e3', '1.2.3', '12345678', 'x'])('%j is none', text => {
    expect(parseRate(text, USD, GBP)).toBeUndefined()
  })

  test('comes back in millionths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999_999 }),
        fc.constantFrom(USD, JPY, KWD),
        (millionths, foreign) => {
          const digits = String(millionths).padStart(7, '0')
          const rate = parseRate(`${digits.slice(0, -6)}.${digits.slice(-6)}`, foreign, GBP)
          expect(rate && rateMillionths(rate, foreign, GBP)).toBe(millionths)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })
})

test('E8 what is asked in foreign cash is the least that settles, in whole steps', () => {
  expect(handedFor(1000, { foreign: 100, own: 79, step: 500 })).toBe(1500)
  expect(handedFor(1000, { foreign: 100, own: 79 })).toBe(1266)
  expect(handedFor(0, { foreign: 100, own: 79 })).toBe(0)
  const rate = fc.record({
    foreign: fc.integer({ min: 1, max: 100_000 }),
    own: fc.integer({ min: 1, max: 100_000 }),
    step: fc.constantFrom(1, 5, 100, 500, 1000),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), rate, (due, each) => {
      const handed = handedFor(due, each)
      expect(handed % each.step).toBe(0)
      expect(worthOf(handed, each)).toBeGreaterThanOrEqual(due)
      if (handed > each.step) expect(worthOf(handed - each.step, each)).toBeLessThan(due)
    }),
    { seed: 2, numRuns: 400 },
  )
})
