import { describe, expect, test } from 'vitest'
import { type AccountId, toId } from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { SaleEvent } from '../journal/journal-entry.ts'
import { GBP } from '../testing/sample-sale.ts'
import { accountMoves } from './account-moves.ts'
import { shareLeft, shareToGiveBack, takenBy } from './till-share.ts'

const CARD = toId<AccountId>('card')
const CREDIT = toId<AccountId>('credit')

const PLAIN: SaleEvent = {
  kind: 'sale',
  currency: GBP,
  lines: [],
  taxes: [],
  total: 0,
  tenders: [],
  change: 0,
  ageChecked: 0,
}
/** Sells 50.00 for a card. */
const SOLD: SaleEvent = {
  ...PLAIN,
  lines: [
    {
      item: { kind: 'unlisted', name: 'Gift card' },
      quantity: 1000,
      unitPrice: 5000,
      listPrice: 5000,
      amount: 5000,
      taxes: [],
      account: CARD,
    },
  ],
  total: 5000,
  tenders: [{ kind: 'cash', amount: 5000 }],
}
const SPENT: SaleEvent = {
  ...PLAIN,
  total: 1200,
  tenders: [
    { kind: 'gift-card', amount: 700, account: CARD },
    { kind: 'store-credit', amount: 500, account: CREDIT },
  ],
}
const REFUND: RefundEvent = {
  kind: 'refund',
  of: null,
  reason: 'Cold',
  goods: { ...PLAIN, total: 300, tenders: [{ kind: 'store-credit', amount: 300, account: CREDIT }] },
  origins: [],
}
const put = (account: AccountId, amount: number) => ({ account, currency: GBP, kind: 'put', amount })
const take = (account: AccountId, amount: number) => ({ account, currency: GBP, kind: 'take', amount })

describe('K2 what an entry moves on accounts', () => {
  test('follows from its lines and tenders', () => {
    expect(accountMoves(SOLD)).toEqual([put(CARD, 5000)])
    expect(accountMoves(SPENT)).toEqual([take(CARD, 700), take(CREDIT, 500)])
    expect(accountMoves(REFUND)).toEqual([put(CREDIT, 300)])
    expect(accountMoves({ kind: 'exchange', refund: REFUND, sale: SPENT })).toEqual([
      put(CREDIT, 300),
      take(CARD, 700),
      take(CREDIT, 500),
    ])
    expect(accountMoves({ kind: 'share-back', account: CARD, currency: GBP, amount: 40 })).toEqual([
      { account: CARD, currency: GBP, kind: 'back', amount: 40 },
    ])
    expect(accountMoves({ kind: 'sign-in' })).toEqual([])
  })

  test('a void does the opposite of its sale', () => {
    const undo = (sale: SaleEvent) => ({ kind: 'void', number: 1, reason: 'Wrong', sale }) as const
    expect(accountMoves(undo(SPENT))).toEqual([put(CARD, 700), put(CREDIT, 500)])
    expect(accountMoves(undo(SOLD))).toEqual([take(CARD, 5000)])
    expect(takenBy(undo(SOLD))).toEqual(new Map([[CARD, 5000]]))
    expect(takenBy(undo(SPENT))).toEqual(new Map())
  })
})

describe('K3 what a till may spend', () => {
  const own = [SOLD, SPENT, REFUND].map((event, i) => ({ number: i + 7, event }))

  test('is what it was told and its own entries behind that', () => {
    expect(shareLeft(CARD, undefined, own)).toBe(4300)
    expect(shareLeft(CARD, { share: 100, upTo: 6 }, own)).toBe(4400)
    expect(shareLeft(CARD, { share: 5100, upTo: 7 }, own)).toBe(4400)
    expect(shareLeft(CARD, { share: 4400, upTo: 9 }, own)).toBe(4400)
  })

  test('is never less than nothing', () => {
    expect(shareLeft(CARD, { share: 600, upTo: 7 }, own)).toBe(0)
    expect(shareLeft(CREDIT, { share: -900, upTo: 0 }, own)).toBe(0)
  })

  test('K5 all but what the store keeps at hand goes back', () => {
    expect(shareToGiveBack(4300, 2000)).toBe(2300)
    expect(shareToGiveBack(1500, 2000)).toBe(0)
    expect(shareToGiveBack(1500, 0)).toBe(1500)
  })
})
