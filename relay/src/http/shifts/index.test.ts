import {
  type AccountId,
  type CashCount,
  dailyTotalsReply,
  foldShift,
  type JournalEvent,
  type SaleEvent,
  type SaleEventLine,
  type ShiftsReply,
  shiftsReply,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import {
  CASHIER,
  cashSale,
  currencyOf,
  DAY_MS,
  enrollWritingTill,
  MORNING,
  type WritingTill,
} from '../../testing/writing-till.ts'

const GBP = currencyOf('GBP')
const USD = currencyOf('USD')
const cash = (amount: number, currency = GBP): CashCount => ({ currency, pieces: [], loose: amount })
const open = (shift: number, amount: number): JournalEvent => ({
  kind: 'shift-open',
  shift,
  float: [cash(amount)],
})
const close = (shift: number, amount: number, reason = ''): JournalEvent => ({
  kind: 'shift-close',
  shift,
  counted: [cash(amount)],
  reason,
})
const move = (kind: 'cash-in' | 'cash-out' | 'drop', amount: number): JournalEvent => ({
  kind,
  currency: GBP,
  amount,
  reason: 'x',
})

await describeRelay('/api/shifts', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
  })

  const write = async (...args: Parameters<WritingTill['write']>) => {
    await till.write(...args)
    await relay().services.projection.idle()
  }
  const list = async (query = ''): Promise<ShiftsReply> => {
    const response = await owner.get(`/api/shifts${query}`)
    expect(response.status, query).toBe(200)
    return v.parse(shiftsReply, await response.json())
  }

  it('K9 tells what was sold onto a gift card apart from sales, of the shift and of the day, undone with its sale', async () => {
    const cup = cashSale('cup', 1, 300)
    const card: SaleEventLine = {
      item: { kind: 'unlisted', name: 'Gift card' },
      account: toId<AccountId>('gc_abcdefghijklmnopqrst_1234'),
      ...{ quantity: 1000, unitPrice: 5000, listPrice: 5000, amount: 5000, taxes: [] },
    }
    const sale: SaleEvent = {
      ...cup,
      ...{ lines: [...cup.lines, card], total: 5300, tenders: [{ kind: 'cash', amount: 5300 }], change: 0 },
    }
    await write([open(1, 0), sale])
    const [shift] = (await list()).shifts
    expect(shift?.sales).toMatchObject([{ count: 1, total: 300, soldOntoAccounts: 5000 }])
    expect(shift?.drawers).toMatchObject([{ taken: 5300 }])
    const days = async () =>
      v.parse(dailyTotalsReply, await (await owner.get('/api/daily-totals')).json()).days
    expect(await days()).toMatchObject([{ total: 300, subtotal: 300, soldOntoAccounts: 5000 }])
    await write([{ kind: 'void', number: 2, reason: 'x', sale }])
    expect(await days()).toMatchObject([{ total: 0, subtotal: 0, soldOntoAccounts: 0 }])
  })

  it('Z2 Z3 Z4 tells what a Z report tells: sums, over and short, and why', async () => {
    const sale = { ...cashSale('tea', 3, 100), tenders: [{ kind: 'cash', amount: 300 } as const], change: 0 }
    const changed = { ...sale, tenders: [{ kind: 'cash', amount: 500 } as const], change: 200 }
    const foreign = {
      ...sale,
      tenders: [
        {
          kind: 'foreign-cash',
          amount: 300,
          currency: USD,
          handed: 400,
          rate: { foreign: 4, own: 3 },
        } as const,
      ],
    }
    const card = { ...sale, tenders: [{ kind: 'card', amount: 300, reference: '1' } as const] }
    const events: JournalEvent[] = [
      open(1, 10_000),
      sale,
      changed,
      foreign,
      card,
      { kind: 'void', number: 3, reason: 'Mistake', sale: changed },
      move('cash-in', 700),
      move('cash-out', 200),
      move('drop', 5000),
      close(1, 5700, 'A coin fell'),
    ]
    await write([cashSale('tea', 9, 100), ...events, cashSale('tea', 9, 100)])
    const { shifts } = await list()
    expect(shifts).toHaveLength(1)
    expect(shifts[0]).toMatchObject({
      id: `${till.till}.1.2`,
      shift: 1,
      state: 'closed',
      openedBy: CASHIER,
      closedBy: CASHIER,
      reason: 'A coin fell',
      sales: [
        {
          currency: 'GBP',
          count: 4,
          returns: 1,
          total: 900,
          tenders: [
            { kind: 'card', amount: 300 },
            { kind: 'cash', amount: 300 },
            { kind: 'foreign-cash', amount: 300 },
          ],
        },
      ],
    })
    // The same as the fold over the entries gives, to the penny.
    const folded = foldShift(events.map((event, i) => ({ epoch: 1, number: i + 2, at: i, event })))
    expect(shifts[0]?.drawers).toEqual(
      folded?.drawer
        .toSorted((a, b) => a.currency.localeCompare(b.currency))
        .map(({ currency, float, taken, change, paidBack, cashIn, cashOut, drops, ...others }) => ({
          currency,
          float,
          taken: taken - change - paidBack,
          cashIn,
          cashOut,
          drops,
          ...others,
        })),
    )
    expect(shifts[0]?.drawers).toMatchObject([
      { currency: 'GBP', expected: 5800, counted: 5700, overShort: -100 },
      { currency: 'USD', expected: 400, counted: 0, overShort: -400 },
    ])
  })

  it('tells open shifts and those that nobody closed, the newest first, a page at a time', async () => {
    await write([open(1, 100), close(1, 100)])
    await write([open(2, 200)], MORNING + DAY_MS)
    await write([open(3, 300), cashSale('tea', 1, 100)], MORNING + 2 * DAY_MS)
    const first = await list('?limit=2')
    expect(first.shifts.map(({ shift, state, closedAt }) => [shift, state, closedAt])).toEqual([
      [3, 'open', null],
      [2, 'unclosed', null],
    ])
    expect(first.shifts[0]?.drawers).toMatchObject([{ expected: 400, counted: null, overShort: null }])
    const second = await list(`?limit=2&cursor=${first.next}`)
    expect(second.shifts.map(({ shift, state }) => [shift, state])).toEqual([[1, 'closed']])
    expect(second.next).toBeNull()
    const day = new Date(MORNING + DAY_MS).toISOString().slice(0, 10)
    expect((await list(`?from=${day}&to=${day}`)).shifts.map(({ shift }) => shift)).toEqual([2])
  })

  it('is for those who are signed in, and takes no cursor of its own making', async () => {
    expect((await relay().browser().get('/api/shifts')).status).toBe(401)
    expect((await owner.get('/api/shifts?cursor=x')).status).toBe(400)
  })
})
