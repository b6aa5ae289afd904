import { describe, expect, test } from 'vitest'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { CashCount } from '../journal/events/shift.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { usualSale } from '../testing/sale-events.ts'
import { GBP, USD } from '../testing/sample-sale.ts'
import { foldShift, type ShiftEntry, splitShifts } from './fold-shift.ts'
import { needsShift } from './needs-shift.ts'
import { closeShiftEvent, moveCashEvent, openShift, openShiftEvent } from './shift-steps.ts'

function pounds(amount: number): CashCount {
  return { currency: GBP, pieces: [], loose: amount }
}

function journal(...events: readonly JournalEvent[]): ShiftEntry[] {
  return events.map((event, i) => ({ epoch: 1, number: i + 1, at: 1000 * (i + 1), event }))
}

function totalsOf(...events: readonly JournalEvent[]) {
  return foldShift(journal(...events)) ?? expect.unreachable()
}

const open: JournalEvent = { kind: 'shift-open', shift: 1, float: [pounds(10_000)] }
const close = (amount: number, reason = ''): JournalEvent => {
  return { kind: 'shift-close', shift: 1, counted: [pounds(amount)], reason }
}
const refund: RefundEvent = {
  kind: 'refund',
  of: null,
  reason: 'Broken',
  goods: {
    ...usualSale,
    lines: usualSale.lines.slice(0, 1),
    taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 246, tax: 49 }],
    total: 295,
    tenders: [{ kind: 'cash', amount: 295 }],
    change: 0,
  },
  origins: [{ line: null, restock: false }],
}

describe('Z2 what was sold', () => {
  test('sales less voids, refunds beside them, taxes of both', () => {
    const voided: JournalEvent = { kind: 'void', number: 3, reason: 'Mistake', sale: usualSale }
    const { currencies } = totalsOf(open, usualSale, usualSale, voided, refund)
    expect(currencies).toEqual([
      {
        currency: 'GBP',
        sales: { count: 1, total: 3815 },
        refunds: { count: 1, total: 295 },
        voided: { count: 1, total: 3815 },
        soldOntoAccounts: 0,
        discounts: 0,
        tips: 0,
        rounding: 0,
        taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: 2933, tax: 587 }],
        tenders: [{ kind: 'cash', count: 2, taken: 4000, paidBack: 295 }],
        change: 185,
      },
    ])
  })

  test('an exchange counts on both sides', () => {
    const exchanged: SaleEvent = {
      ...usualSale,
      tenders: [
        { kind: 'exchange', amount: 295 },
        { kind: 'card', amount: 3520, reference: 'T' },
      ],
      change: 0,
    }
    const returned = {
      ...refund,
      goods: { ...refund.goods, tenders: [{ kind: 'exchange' as const, amount: 295 }] },
    }
    const { currencies, drawer } = totalsOf(open, { kind: 'exchange', refund: returned, sale: exchanged })
    expect(currencies[0]).toMatchObject({
      sales: { total: 3815 },
      refunds: { total: 295 },
      tenders: [
        { kind: 'exchange', taken: 295, paidBack: 295 },
        { kind: 'card', taken: 3520, paidBack: 0 },
      ],
    })
    expect(drawer[0]?.expected).toBe(10_000)
  })

  test('what owners look at is counted, and what is unknown passed over', () => {
    const { acts } = totalsOf(
      open,
      { kind: 'no-sale', reason: 'Change for a note' },
      { kind: 'price-override', product: null, from: 2, to: 1, reason: '' },
      { kind: 'line-void', product: null, quantity: 1000, amount: 250 },
      { kind: 'line-void', product: null, quantity: 1000, amount: 50 },
      { kind: 'sale-cancel', lines: 2, amount: 900 },
      { kind: 'reprint', epoch: 1, number: 1 },
      { kind: 'age-check', years: 18, outcome: 'refused' },
      { kind: 'age-check', years: 18, outcome: 'passed' },
      { kind: 'training', step: 'begin' },
      { kind: 'training', step: 'end' },
      { kind: 'unknown', code: 99, bytes: new Uint8Array() },
    )
    expect(acts).toEqual({
      noSales: 1,
      priceOverrides: 1,
      lineVoids: { count: 2, amount: 300 },
      saleCancels: { count: 1, amount: 900 },
      reprints: 1,
      approvals: 0,
      agesRefused: 1,
      trainings: 1,
    })
  })
})

describe('Z3 the drawer', () => {
  test('float, what was taken and given, cash in and out, drops', () => {
    const move = (kind: 'cash-in' | 'cash-out' | 'drop', amount: number): JournalEvent => {
      return { kind, currency: GBP, amount, reason: 'x' }
    }
    const { drawer } = totalsOf(
      open,
      usualSale,
      refund,
      move('cash-in', 500),
      move('cash-out', 200),
      move('drop', 5000),
    )
    expect(drawer).toEqual([
      {
        currency: 'GBP',
        float: 10_000,
        taken: 4000,
        change: 185,
        paidBack: 295,
        cashIn: 500,
        cashOut: 200,
        drops: 5000,
        expected: 8820,
        counted: null,
        overShort: null,
      },
    ])
  })

  test('foreign cash lies in it as what it is', () => {
    const sale: SaleEvent = {
      ...usualSale,
      tenders: [
        { kind: 'foreign-cash', amount: 4000, currency: USD, handed: 5000, rate: { foreign: 100, own: 80 } },
      ],
    }
    const { drawer } = totalsOf(open, sale)
    expect(drawer.map(({ currency, expected }) => [currency, expected])).toEqual([
      ['GBP', 9815],
      ['USD', 5000],
    ])
  })
})

describe('Z4 the count', () => {
  test('by denomination: over, short, or exact', () => {
    const counted: JournalEvent = {
      kind: 'shift-close',
      shift: 1,
      counted: [
        {
          currency: GBP,
          pieces: [
            { value: 2000, count: 6 },
            { value: 500, count: 3 },
          ],
          loose: 300,
        },
      ],
      reason: 'Coins fell behind the drawer',
    }
    const totals = totalsOf(open, usualSale, counted)
    expect(totals).toMatchObject({ closed: true, reason: 'Coins fell behind the drawer', from: 1, to: 3 })
    expect(totals.drawer[0]).toMatchObject({ expected: 13_815, counted: 13_800, overShort: -15 })
    expect(totalsOf(open, close(10_000)).drawer[0]?.overShort).toBe(0)
    expect(totalsOf(open, close(10_001)).drawer[0]?.overShort).toBe(1)
  })

  test('a currency that was not counted is missing, one that should not be there is over', () => {
    const sale: SaleEvent = { ...usualSale, currency: USD }
    expect(totalsOf(open, sale, close(10_000)).drawer.map(({ overShort }) => overShort)).toEqual([0, -3815])
    const more: JournalEvent = {
      kind: 'shift-close',
      shift: 1,
      counted: [pounds(10_000), { currency: USD, pieces: [], loose: 7 }],
      reason: '',
    }
    expect(totalsOf(open, more).drawer.map(({ overShort }) => overShort)).toEqual([0, 7])
  })
})

describe('Z1 shifts', () => {
  test('are opened and closed in turn, and numbered', () => {
    const opened = openShiftEvent([], [pounds(500)])
    expect(opened).toEqual({ ok: true, event: { kind: 'shift-open', shift: 1, float: [pounds(500)] } })
    const entries = journal(open, usualSale)
    expect(openShiftEvent(entries, [])).toEqual({ ok: false, refusal: { code: 'shift-open' } })
    const closed = closeShiftEvent(entries, [pounds(1)], 'Counted by the manager')
    expect(closed).toMatchObject({ ok: true, event: { shift: 1 } })
    const after = journal(open, usualSale, close(1))
    expect(openShift(after)).toBeUndefined()
    expect(closeShiftEvent(after, [], '')).toEqual({ ok: false, refusal: { code: 'no-shift-open' } })
    expect(openShiftEvent(after, [])).toMatchObject({ event: { shift: 2 } })
    expect(openShiftEvent([], [pounds(-1)])).toEqual({ ok: false, refusal: { code: 'bad-count' } })
  })

  test('are told apart, with what was done outside', () => {
    const entries = journal({ kind: 'sign-in' }, open, usualSale, close(1), { kind: 'sign-out' }, open, open)
    expect(splitShifts(entries.toReversed()).map(shift => shift.map(({ number }) => number))).toEqual([
      [1],
      [2, 3, 4],
      [5],
      [6],
      [7],
    ])
  })

  test('Z4 a count that is off is explained before the shift is closed, in any words', () => {
    const entries = journal(open, usualSale)
    const unexplained = (amount: number, overShort: number) =>
      expect(closeShiftEvent(entries, [pounds(amount)], ' ')).toEqual({
        ok: false,
        refusal: { code: 'unexplained', differences: [{ currency: GBP, overShort }] },
      })
    unexplained(13_814, -1)
    unexplained(13_816, 1)
    expect(closeShiftEvent(entries, [pounds(13_815)], '')).toMatchObject({ ok: true })
    expect(closeShiftEvent(entries, [pounds(13_814)], ' A coin ')).toMatchObject({
      event: { reason: 'A coin' },
    })
    expect(closeShiftEvent(entries, [pounds(13_815), { currency: USD, pieces: [], loose: 5 }], '')).toEqual({
      ok: false,
      refusal: { code: 'unexplained', differences: [{ currency: USD, overShort: 5 }] },
    })
  })

  test('Z1 a shift goes on over midnight', () => {
    const hour = 3_600_000
    const entries = [open, usualSale, usualSale].map((event, i) => ({
      epoch: 1,
      number: i + 1,
      at: 23 * hour + i * hour,
      event,
    }))
    expect(foldShift(openShift(entries) ?? [])).toMatchObject({
      startedAt: 23 * hour,
      endedAt: 25 * hour,
      currencies: [{ sales: { count: 2 } }],
    })
  })

  test('Z6 only what moves cash asks for a shift', () => {
    const card = { kind: 'card', amount: 500, reference: '1' } as const
    const cash = { kind: 'cash', amount: 500 } as const
    const rate = { foreign: 1, own: 2 }
    expect(needsShift([card])).toBe(false)
    expect(needsShift([])).toBe(false)
    expect(needsShift([card, cash])).toBe(true)
    expect(needsShift([{ kind: 'foreign-cash', amount: 500, currency: USD, handed: 250, rate }])).toBe(true)
  })

  test('Z3 cash is moved only in a shift, for a reason, and no more than is there', () => {
    const entries = journal(open)
    const refusal = (...args: [Parameters<typeof moveCashEvent>[1], number, string]) => {
      const result = moveCashEvent(entries, args[0], GBP, args[1], args[2])
      return result.ok ? 'ok' : result.refusal.code
    }
    expect(refusal('drop', 10_000, 'Bag')).toBe('ok')
    expect(refusal('drop', 10_001, 'Bag')).toBe('not-in-drawer')
    expect(refusal('cash-in', 10_001, 'Coins')).toBe('ok')
    expect(refusal('cash-out', 1, ' ')).toBe('reason-missing')
    expect(refusal('cash-out', 0, 'Milk')).toBe('amount-out-of-range')
    expect(moveCashEvent([], 'drop', GBP, 1, 'Bag')).toMatchObject({ refusal: { code: 'no-shift-open' } })
  })

  test('without entries there are no totals', () => {
    expect(foldShift([])).toBeUndefined()
  })
})
