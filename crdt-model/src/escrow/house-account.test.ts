import { describe, expect, test } from 'vitest'
import { type AccountId, type CustomerId, toId } from '../ids.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { readCustomer } from '../records/customer.ts'
import { rightsNeeded } from '../sale/rights-needed.ts'
import type { Tender } from '../sale/tender.ts'
import { inConflict, sampleRecord } from '../testing/sample-record.ts'
import { GBP, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { accountOwner, houseAccount } from './account-id.ts'
import { accountBalance, freeShare, type HolderSums } from './account-ledger.ts'
import { accountMoves, balanceChange, shareChange } from './account-moves.ts'
import { houseLedger, lendable, lentUnder, limitInForce } from './house-account.ts'
import { shareLeft, takenBy } from './till-share.ts'

const ANN = toId<CustomerId>('ann')
const ROOM = houseAccount(ANN) ?? expect.unreachable('a short id has an account')

function sale(tenders: readonly Tender[], lines: SaleEvent['lines'] = []): SaleEvent {
  return { kind: 'sale', currency: GBP, lines, taxes: [], total: 0, tenders, change: 0, ageChecked: 0 }
}
const bought = (amount: number) => sale([{ kind: 'on-account', amount, customer: ANN }])
const boughtBefore = (amount: number) => sale([{ kind: 'on-account', amount, customer: ANN, unheld: true }])
const refunded = (goods: SaleEvent) =>
  ({ kind: 'refund', of: null, reason: '', goods, origins: [] }) as const satisfies JournalEvent
function paid(amount: number): SaleEvent {
  const item = { kind: 'unlisted', name: 'Paid' } as const
  const line = { item, quantity: 1000, unitPrice: amount, listPrice: amount, amount, taxes: [] }
  return sale([{ kind: 'cash', amount }], [{ ...line, account: ROOM }])
}
const moves = (event: JournalEvent) => accountMoves(event).map(({ kind, amount }) => [kind, amount])

describe('K10 what a customer may owe', () => {
  test('is an account with an id of its own', () => {
    expect(accountOwner(ROOM)).toEqual({ kind: 'house', customer: ANN })
    expect(houseAccount(toId('x'.repeat(30)))).toBeUndefined()
    expect(accountOwner('ha_')).toBeUndefined()
  })

  test('is the least of what people wrote at once, and nothing where one of them wrote none', () => {
    const record = sampleRecord({ name: 'Ann', creditLimit: 100 })
    const limitOf = (...values: readonly [number | null, ...(number | null)[]]) =>
      limitInForce(readCustomer(inConflict(record, 'creditLimit', ...values)).value)
    expect(limitOf(900, 300, 500)).toBe(300)
    expect(limitOf(900, null)).toBeNull()
    expect(limitInForce(readCustomer(record).value)).toBe(100)
  })

  test('is nothing of somebody who is archived or forgotten', () => {
    const of = (fields: Parameters<typeof sampleRecord>[0]) =>
      limitInForce(readCustomer(sampleRecord(fields)).value)
    expect(of({ name: 'Ann', creditLimit: 100, archived: true })).toBeNull()
    expect(of({ name: 'Ann', creditLimit: 100, forgotten: true })).toBeNull()
    expect(of({ name: 'Ann' })).toBeNull()
  })
})

describe('K11 what entries do with the room', () => {
  test('buying takes it; paying, bringing back and undoing give it', () => {
    expect(moves(bought(700))).toEqual([['take', 700]])
    expect(moves(paid(300))).toEqual([['put', 300]])
    expect(moves(refunded(bought(200)))).toEqual([['put', 200]])
    expect(moves({ kind: 'void', number: 1, reason: '', sale: bought(700) })).toEqual([['put', 700]])
    expect(moves({ kind: 'exchange', refund: refunded(bought(100)), sale: bought(350) })).toEqual([
      ['put', 100],
      ['take', 350],
    ])
  })

  test('undoing what somebody paid asks for the room to be there still', () => {
    expect(takenBy({ kind: 'void', number: 1, reason: '', sale: paid(300) })).toEqual(new Map([[ROOM, 300]]))
  })

  test('entries from before count against it and touch no share, and so does what takes them back', () => {
    const before = [boughtBefore(700), refunded(boughtBefore(200))]
    expect(before.map(moves)).toEqual([[['charge', 700]], [['uncharge', 200]]])
    expect(moves({ kind: 'void', number: 1, reason: '', sale: boughtBefore(700) })).toEqual([
      ['uncharge', 700],
    ])
    const all = before.flatMap(accountMoves)
    expect(all.map(shareChange)).toEqual([0, 0])
    expect(all.map(balanceChange)).toEqual([-700, 200])
    const numbered = before.map((event, i) => ({ number: i + 1, event }))
    expect(shareLeft(ROOM, { share: 50, upTo: 0 }, numbered)).toBe(50)
  })

  test('charges stand behind the moves that there were before them', () => {
    const card: Tender = { kind: 'gift-card', amount: 5, account: toId<AccountId>('card') }
    expect(moves(sale([...boughtBefore(700).tenders, card]))).toEqual([
      ['take', 5],
      ['charge', 700],
    ])
  })

  test('who pays what they owe needs no right to sell gift cards', () => {
    expect(rightsNeeded(sampleSale(sampleLine({ product: null, account: ROOM })))).toEqual([])
  })
})

describe('K12 what the relay gives of it', () => {
  const holder: HolderSums = { put: 0, taken: 300, back: 0, given: 500, released: 0 }

  test('is the limit less what is lent, charged and held; nothing while that is more than the limit', () => {
    const of = (limit: number | null) => houseLedger({ own: 0, holders: [holder] }, limit, 100)
    expect(freeShare(of(1000))).toBe(400)
    expect(accountBalance(of(1000))).toBe(600)
    expect(lentUnder(1000, accountBalance(of(1000)))).toBe(400)
    expect(freeShare(of(250))).toBe(0)
    expect(lentUnder(250, accountBalance(of(250)))).toBe(400)
    expect(freeShare(of(null))).toBe(0)
    expect(lentUnder(null, accountBalance(of(null)))).toBe(400)
  })
})

describe('K13 what a till lends here and now', () => {
  test('is its share, as far as the limit that it has heard of allows', () => {
    expect(lendable({ share: 200, limit: 1000, lent: 300 })).toBe(200)
    expect(lendable({ share: 200, limit: 400, lent: 300 })).toBe(100)
    expect(lendable({ share: 200, limit: 250, lent: 300 })).toBe(0)
    expect(lendable({ share: 200, limit: null, lent: 0 })).toBe(0)
    expect(lendable({ share: 200, limit: 250, lent: null })).toBe(200)
    expect(lendable({ share: 200, limit: 0, lent: -150 })).toBe(150)
  })
})
