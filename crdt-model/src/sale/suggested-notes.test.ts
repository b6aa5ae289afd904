import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CURRENCY_CODES, parseCurrency } from '../money/currency.ts'
import { suggestNotes } from './suggested-notes.ts'

test.each<[string, number, number[]]>([
  ['GBP', 1735, [1735, 2000, 4000, 5000]],
  ['GBP', 2000, [2000, 5000]],
  ['GBP', 320, [320, 500, 1000, 2000]],
  ['GBP', 4999, [4999, 5000, 6000]],
  ['GBP', 8720, [8720, 9000, 10_000]],
  ['USD', 1735, [1735, 2000, 4000, 5000, 10_000]],
  ['USD', 99, [99, 100, 500, 2000]],
  ['EUR', 1735, [1735, 2000, 4000, 5000, 10_000]],
  ['EUR', 875, [875, 1000, 2000, 5000]],
  ['MXN', 8750, [8750, 10_000, 20_000, 50_000]],
  ['JPY', 17_350, [17_350, 20_000, 50_000, 100_000]],
  ['KWD', 1250, [1250, 2000, 5000, 10_000]],
])('L15 %s, due %i', (code, due, expected) => {
  expect(suggestNotes(due, parseCurrency(code) ?? expect.unreachable())).toEqual(expected)
})

test('L15 nothing due, nothing suggested', () => {
  const GBP = parseCurrency('GBP') ?? expect.unreachable()
  expect(suggestNotes(0, GBP)).toEqual([])
  expect(suggestNotes(-5, GBP)).toEqual([])
})

test('L15 in every currency: the exact amount first, ascending, at most five, none twice, none too little', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999_999_999 }),
      fc.constantFrom(...CURRENCY_CODES),
      (due, currency) => {
        const suggestions = suggestNotes(due, currency)
        expect(suggestions[0]).toBe(due)
        expect(suggestions.length).toBeLessThanOrEqual(5)
        for (const [i, amount] of suggestions.entries()) {
          expect(Number.isSafeInteger(amount)).toBe(true)
          if (i > 0) expect(amount).toBeGreaterThan(suggestions[i - 1] ?? 0)
        }
      },
    ),
  )
})
