import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, daysOf, type Times } from '../calendar/moment.ts'
import { type BusinessDay, type DepartmentId, type StoreId, toId } from '../ids.ts'
import { confirmAge } from '../sale/edit-lines.ts'
import { startPayment } from '../sale/take-payment.ts'
import { CONTEXT, sampleBottle, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { birthDateToBeat, isOldEnough, parseDate } from './birth-date.ts'
import { closedLines, type SaleHourRule } from './sale-hours.ts'

function day(text: string): BusinessDay {
  return toId<BusinessDay>(text)
}

describe('AH1 the birth date to beat', () => {
  test.each([
    ['2026-11-20', 18, '2008-11-20'],
    ['2026-11-20', 21, '2005-11-20'],
    ['2028-02-29', 18, '2010-02-28'],
    ['2028-02-29', 16, '2012-02-29'],
    ['2026-02-28', 18, '2008-02-28'],
    ['2026-03-01', 18, '2008-03-01'],
  ])('on %s for %i years: %s', (today, years, born) => {
    expect(birthDateToBeat(day(today), years)).toBe(born)
  })

  test('who was born on 29 February waits for 1 March', () => {
    expect(isOldEnough(day('2008-02-29'), day('2026-02-28'), 18)).toBe(false)
    expect(isOldEnough(day('2008-02-29'), day('2026-03-01'), 18)).toBe(true)
    expect(isOldEnough(day('2008-02-29'), day('2024-02-29'), 16)).toBe(true)
  })

  test('everybody is old enough from one day on, and never again too young', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: daysOf(day('1930-01-01')), max: daysOf(day('2020-01-01')) }),
        fc.constantFrom(16, 18, 21),
        fc.integer({ min: -3, max: 3 }),
        (born, years, off) => {
          const birth = dayOf(born)
          const [year = 0, month = 0, date = 0] = birth.split('-').map(Number)
          const birthday = Date.UTC(year + years, month - 1, date) / 86_400_000
          expect(isOldEnough(birth, dayOf(birthday + off), years)).toBe(off >= 0)
        },
      ),
      { seed: 1, numRuns: 2000 },
    )
  })

  test('a date is one of the calendar', () => {
    expect(parseDate('2024-02-29')).toBe('2024-02-29')
    for (const text of ['2023-02-29', '2026-13-01', '2026-00-01', '2026-04-31', '1-1-1']) {
      expect(parseDate(text)).toBeUndefined()
    }
  })
})

describe('AH2 hours of sale', () => {
  const north = toId<StoreId>('north')
  const night: Times = { hours: [{ from: 22 * 60, until: 8 * 60 }] }
  const sunday: Times = { weekdays: [7], hours: [{ from: 0, until: 12 * 60 }] }
  const rule: SaleHourRule = { name: 'No alcohol at night', minimumAge: 18, closed: [night, sunday] }
  const lines = sampleSale(sampleLine(), sampleBottle()).lines
  const at = (date: string, hour: number, rules = [rule]) =>
    closedLines(lines, rules, north, { day: day(date), minute: hour * 60 }).map(({ line }) => line)

  test.each([
    ['2026-11-20', 21, []],
    ['2026-11-20', 22, ['2']],
    ['2026-11-21', 7, ['2']],
    ['2026-11-21', 8, []],
    ['2026-11-22', 11, ['2']],
    ['2026-11-22', 12, []],
  ])('%s at %i: %j', (date, hour, closed) => {
    expect(at(date, hour)).toEqual(closed)
  })

  test('of other stores and other goods are not ours', () => {
    expect(at('2026-11-20', 23, [{ ...rule, stores: new Set([toId<StoreId>('south')]) }])).toEqual([])
    const wine = { departments: new Set([toId<DepartmentId>('wine')]) }
    expect(at('2026-11-20', 23, [{ ...rule, on: wine }])).toEqual([])
    expect(at('2026-11-20', 23, [{ ...rule, minimumAge: 0 }])).toEqual(['1', '2'])
  })

  test('L10 no payment starts with what may not be sold now', () => {
    const sale = confirmAge(sampleSale(sampleBottle()), 18)
    const context = { ...CONTEXT, saleHours: [rule], store: north }
    const closed = { ...context, moment: { day: day('2026-11-20'), minute: 23 * 60 } }
    expect(startPayment(sale, closed)).toEqual({
      ok: false,
      refusal: { code: 'not-at-this-hour', line: '1', rule: 'No alcohol at night' },
    })
    expect(startPayment(sale, { ...closed, moment: { day: day('2026-11-20'), minute: 600 } }).ok).toBe(true)
  })
})
