import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BusinessDay, toId } from '../ids.ts'
import { dayOf, daysOf, isWithin, momentOf, type Times, weekdayOf } from './moment.ts'

const FRIDAY = toId<BusinessDay>('2026-11-20')
const SATURDAY = toId<BusinessDay>('2026-11-21')

describe('G2 times', () => {
  test('the moment on the spot', () => {
    expect(momentOf(Date.UTC(2026, 10, 20, 23, 30), 60)).toEqual({ day: SATURDAY, minute: 30 })
    expect(momentOf(Date.UTC(2026, 10, 21, 0, 30), -60)).toEqual({ day: FRIDAY, minute: 1410 })
  })

  test('days and weekdays agree with the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), days => {
        const day = dayOf(days)
        expect(day).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10))
        expect(daysOf(day)).toBe(days)
        expect(weekdayOf(day) % 7).toBe(new Date(days * 86_400_000).getUTCDay())
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  const late: Times = { weekdays: [5], hours: [{ from: 22 * 60, until: 2 * 60 }] }
  test.each<[string, Times, BusinessDay, number, boolean]>([
    ['before it begins', late, FRIDAY, 21 * 60 + 59, false],
    ['when it begins', late, FRIDAY, 22 * 60, true],
    ['after midnight, of the day before', late, SATURDAY, 60, true],
    ['when it ended after midnight', late, SATURDAY, 120, false],
    ['after midnight of another day', late, FRIDAY, 60, false],
    ['the next evening', late, SATURDAY, 22 * 60, false],
    ['a window of the whole day', { hours: [{ from: 60, until: 60 }] }, FRIDAY, 0, true],
    [
      'the last day, past midnight',
      { until: FRIDAY, hours: [{ from: 1380, until: 60 }] },
      SATURDAY,
      30,
      true,
    ],
    [
      'one of two windows',
      {
        hours: [
          { from: 0, until: 10 },
          { from: 20, until: 30 },
        ],
      },
      FRIDAY,
      25,
      true,
    ],
    [
      'between two windows',
      {
        hours: [
          { from: 0, until: 10 },
          { from: 20, until: 30 },
        ],
      },
      FRIDAY,
      15,
      false,
    ],
    ['no limits', {}, FRIDAY, 0, true],
  ])('%s', (_, times, day, minute, isOn) => {
    expect(isWithin(times, { day, minute })).toBe(isOn)
  })
})
