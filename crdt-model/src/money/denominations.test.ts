import { describe, expect, test } from 'vitest'
import { CURRENCY_CODES, parseCurrency } from './currency.ts'
import { denominationsOf } from './denominations.ts'

const known = CURRENCY_CODES.filter(code => denominationsOf(code) !== undefined)

describe('Z4 notes and coins', () => {
  test.each([
    ['GBP', [500, 1000, 2000, 5000], [1, 2, 5, 10, 20, 50, 100, 200]],
    ['USD', [100, 500, 1000, 2000, 5000, 10_000], [1, 5, 10, 25]],
    ['JPY', [1000, 2000, 5000, 10_000], [1, 5, 10, 50, 100, 500]],
  ])('of %s in minor units', (code, notes, coins) => {
    expect(denominationsOf(parseCurrency(code) ?? expect.unreachable())).toEqual({ notes, coins })
  })

  test.each(known)('of %s are whole, different and ascending', code => {
    const { notes, coins } = denominationsOf(code) ?? expect.unreachable()
    for (const values of [notes, coins]) {
      expect(values.every(value => Number.isSafeInteger(value) && value > 0)).toBe(true)
      expect([...new Set(values)].sort((a, b) => a - b)).toEqual(values)
    }
    expect(notes.filter(value => coins.includes(value))).toEqual([])
  })

  test('of a currency whose pieces nobody wrote down are not made up', () => {
    expect(denominationsOf(parseCurrency('ISK') ?? expect.unreachable())).toBeUndefined()
  })
})
