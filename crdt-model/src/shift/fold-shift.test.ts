import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { soldOntoAccounts } from '../escrow/account-moves.ts'
import { type AccountId, toId } from '../ids.ts'
import type { CashCount } from '../journal/events/shift.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { sumTenders } from '../sale/amount-due.ts'
import { anyPaidSale } from '../testing/any-sale-event.ts'
import { GBP } from '../testing/sample-sale.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { foldShift, type ShiftEntry } from './fold-shift.ts'

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
describe('Z5 the totals are the sums of the entries', () => {
  const anyShift = fc.array(
    fc.record({ sale: anyPaidSale, what: fc.constantFrom('sale', 'sale', 'sale', 'void', 'in', 'out') }),
    { maxLength: 8 },
  )

  function play(steps: readonly { sale: SaleEvent; what: string }[]): JournalEvent[] {
    return steps.flatMap(({ sale, what }): JournalEvent[] => {
      if (what === 'sale') return [sale]
      if (what === 'void') return [sale, { kind: 'void', number: 1, reason: 'x', sale }]
      return [
        { kind: what === 'in' ? 'cash-in' : 'cash-out', currency: GBP, amount: sale.total + 1, reason: 'x' },
      ]
    })
  }

  test.each(seeds({ first: 1 }))(
    'for any shift, seed $seed ($name)',
    ({ seed }) => {
      fc.assert(
        fc.property(anyShift, steps => {
          const { currencies, drawer } = totalsOf(open, ...play(steps))
          const sold = steps.filter(({ what }) => what === 'sale').map(({ sale }) => sale)
          const sum = (of: (sale: SaleEvent) => number) => sold.reduce((all, sale) => all + of(sale), 0)
          const totals = currencies[0]
          const owed = totals?.soldOntoAccounts ?? 0
          expect(owed).toBe(sum(soldOntoAccounts))
          expect((totals?.sales.total ?? 0) + owed).toBe(sum(({ total }) => total))
          expect(totals?.sales.count ?? 0).toBe(sold.length)
          const taxes = (totals?.taxes ?? []).reduce((all, { tax }) => all + tax, 0)
          expect(taxes).toBe(sum(sale => sale.taxes.reduce((all, { tax }) => all + tax, 0)))
          const taken = (totals?.tenders ?? []).reduce((all, each) => all + each.taken, 0)
          expect(taken).toBe(sum(({ tenders }) => sumTenders(tenders)))
          expect(taken - (totals?.change ?? 0)).toBe(
            (totals?.sales.total ?? 0) + owed + (totals?.rounding ?? 0),
          )
          const cash = (sale: SaleEvent) =>
            sumTenders(sale.tenders.filter(({ kind }) => kind === 'cash')) - sale.change
          const moved = steps.reduce((all, { sale, what }) => {
            if (what === 'in') return all + sale.total + 1
            return what === 'out' ? all - sale.total - 1 : all
          }, 10_000)
          expect(drawer[0]?.expected).toBe(moved + sum(cash))
        }),
        { seed, numRuns: 150 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('the same for any order and duplication', () => {
    fc.assert(
      fc.property(anyShift, fc.infiniteStream(fc.nat()), (steps, random) => {
        const entries = journal(open, ...play(steps), close(5))
        const shuffled = [...entries, ...entries]
          .map(entry => ({ entry, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        expect(foldShift(shuffled)).toEqual(foldShift(entries))
      }),
      { seed: 9, numRuns: 60 },
    )
  })
})

test('K9 what is sold onto a gift card is told apart from sales, and taken back with them', () => {
  const card = {
    item: { kind: 'unlisted', name: 'Gift card' },
    account: toId<AccountId>('gc_abcdefghijklmnopqrst_1234'),
  } as const
  const line = { quantity: 1000, unitPrice: 5000, listPrice: 5000, amount: 5000, taxes: [] }
  const goods = {
    item: { kind: 'unlisted', name: 'Cup' },
    ...line,
    unitPrice: 300,
    listPrice: 300,
    amount: 300,
  } as const
  const sale: SaleEvent = {
    ...{ kind: 'sale', currency: GBP, lines: [{ ...card, ...line }, goods], taxes: [], total: 5300 },
    ...{ tenders: [{ kind: 'cash', amount: 5300 }], change: 0, ageChecked: 0 },
  }
  expect(totalsOf(open, sale).currencies).toMatchObject([
    { sales: { count: 1, total: 300 }, soldOntoAccounts: 5000, tenders: [{ kind: 'cash', taken: 5300 }] },
  ])
  const undone = totalsOf(open, sale, { kind: 'void', number: 2, reason: 'x', sale })
  expect(undone.currencies).toMatchObject([{ sales: { count: 0, total: 0 }, soldOntoAccounts: 0 }])
})
