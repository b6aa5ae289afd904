import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CashRounding, type CashRoundingRule, cashRoundingOf, roundToStep } from './cash-rounding.ts'
import { parseCurrency } from './currency.ts'

const RULES: readonly CashRoundingRule[] = ['half-up', 'half-even', 'half-down', 'up', 'down']

describe('M7 cash rounding', () => {
  test.each<[number, number, CashRoundingRule, number]>([
    [1, 5, 'half-up', 0],
    [2, 5, 'half-up', 0],
    [3, 5, 'half-up', 5],
    [1997, 5, 'half-up', 1995],
    [1998, 5, 'half-up', 2000],
    [1995, 10, 'half-up', 2000],
    [1995, 10, 'half-down', 1990],
    [1996, 10, 'half-down', 2000],
    [1995, 10, 'half-even', 2000],
    [1985, 10, 'half-even', 1980],
    [12_349, 100, 'half-up', 12_300],
    [12_350, 100, 'half-up', 12_400],
    [1991, 10, 'up', 2000],
    [1999, 10, 'down', 1990],
    [-1995, 10, 'half-up', -2000],
    [-1995, 10, 'half-down', -1990],
    [-3, 5, 'down', 0],
    [0, 5, 'up', 0],
  ])('%i in steps of %i, %s: %i', (amount, step, rule, expected) => {
    expect(roundToStep(amount, step, rule)).toBe(expected)
  })

  test('gives a multiple less than a step away, nearest for the half rules, mirrored at zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e11, max: 1e11 }),
        fc.constantFrom(1, 5, 10, 25, 50, 100, 1000),
        fc.constantFrom(...RULES),
        (amount, step, rule) => {
          const rounded = roundToStep(amount, step, rule)
          expect(Math.abs(rounded % step)).toBe(0)
          expect(Math.abs(rounded - amount)).toBeLessThan(step)
          if (rule.startsWith('half')) expect(Math.abs(rounded - amount) * 2).toBeLessThanOrEqual(step)
          expect(roundToStep(-amount, step, rule)).toBe(-rounded + 0)
        },
      ),
      { seed: 7 },
    )
  })

  test('is found by currency and kind of tender', () => {
    const CHF = parseCurrency('CHF') ?? expect.unreachable()
    const EUR = parseCurrency('EUR') ?? expect.unreachable()
    const cash: CashRounding<'cash' | 'card'> = { currency: CHF, step: 5, rule: 'half-up', tenders: ['cash'] }
    expect(cashRoundingOf([cash], CHF, 'cash')).toBe(cash)
    expect(cashRoundingOf([cash], CHF, 'card')).toBeUndefined()
    expect(cashRoundingOf([cash], EUR, 'cash')).toBeUndefined()
  })

  test('throws for what is no amount or no step', () => {
    expect(() => roundToStep(0.5, 5, 'half-up')).toThrow(RangeError)
    expect(() => roundToStep(5, 0, 'half-up')).toThrow(RangeError)
  })
})
