import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toId } from '../ids.ts'
import { businessDay, nextBusinessDay } from './business-day.ts'

test.each([
  [0, 0, '1970-01-01'],
  [-1, 0, '1969-12-31'],
  [Date.UTC(2024, 1, 29, 23, 59, 59, 999), 0, '2024-02-29'],
  [Date.UTC(2024, 1, 29, 23, 59, 59, 999), 1, '2024-03-01'],
  [Date.UTC(2000, 1, 29), 0, '2000-02-29'],
  [Date.UTC(2100, 1, 28, 12), 12 * 60, '2100-03-01'],
  [Date.UTC(2026, 10, 20, 3), -6 * 60, '2026-11-19'],
  [Date.UTC(2026, 11, 31, 23, 30), 60, '2027-01-01'],
])('L16 %i at %i minutes is %s', (at, offset, day) => {
  expect(businessDay(at, offset)).toBe(day)
})

test('L16 agrees with the platform on every day from year 0 to 9999', () => {
  const from = -62_167_219_200_000
  const to = Date.UTC(9999, 11, 31)
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), at => {
      expect(businessDay(at, 0)).toBe(new Date(at).toISOString().slice(0, 10))
    }),
    { numRuns: 2000 },
  )
})

test('L16 a clock far out of range throws', () => {
  expect(() => businessDay(Date.UTC(10_000, 0, 1), 0)).toThrow(RangeError)
  expect(() => businessDay(Number.NaN, 0)).toThrow(RangeError)
})

test('L16 a clock that was set back never opens an earlier day', () => {
  const noon = Date.UTC(2026, 10, 20, 12)
  expect(nextBusinessDay(null, noon, 0)).toBe('2026-11-20')
  expect(nextBusinessDay(toId('2026-11-19'), noon, 0)).toBe('2026-11-20')
  expect(nextBusinessDay(toId('2026-11-21'), noon, 0)).toBe('2026-11-21')
})
