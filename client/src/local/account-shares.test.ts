import {
  type AccountId,
  type CustomerId,
  houseAccount,
  type JournalEvent,
  type JournalHead,
  parseCurrency,
  sealEntry,
  toId,
} from '@evertill/crdt-model'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsIn, readAccountView, readBalances, undoable } from './account-shares.ts'
import { LocalDatabase, type ShareRow } from './database.ts'
import { lendingHere } from './house-lending.ts'
import { readSpendingLimits } from './spending-limits.ts'

const CARD = toId<AccountId>('gc_abcdefghijklmnopqrst_1234')
const OTHER = toId<AccountId>('gc_tsrqponmlkjihgfedcba_9999')
const POUNDS = parseCurrency('GBP') ?? expect.unreachable('pounds are a currency')
const usual = { ...Dexie.dependencies }

const TOLD: ShareRow = {
  ...{ account: CARD, given: 3000, share: 3000, upTo: 2, balance: 5000, isBlocked: false },
  ...{ held: [{ tillName: 'Till 2', amount: 500 }], at: 1_000_000 },
}
const back = (amount: number, account = CARD): JournalEvent => {
  return { kind: 'share-back', account, currency: POUNDS, amount }
}
const spent = (amount: number): JournalEvent => ({
  ...{ kind: 'sale', currency: POUNDS, taxes: [], total: amount, change: 0, ageChecked: 0 },
  lines: [
    {
      item: { kind: 'unlisted', name: 'Cup' },
      ...{ quantity: 1000, unitPrice: amount, listPrice: amount, amount, taxes: [] },
    },
  ],
  tenders: [{ kind: 'gift-card', amount, account: CARD }],
})

describe('what a till knows of an account', () => {
  let database: LocalDatabase
  beforeEach(() => {
    Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange })
    database = new LocalDatabase('evertill-till-shares')
  })
  afterEach(() => {
    database.close()
    Object.assign(Dexie.dependencies, usual)
  })

  /** Entries of this till's journal, numbered from 1, in an epoch. */
  async function journal(events: readonly JournalEvent[], epoch = 1, account = CARD): Promise<void> {
    const signer = { sha256: async () => new Uint8Array(32), sign: async () => new Uint8Array(64) }
    let head: JournalHead = { epoch, number: 0, hash: new Uint8Array(32) }
    for (const event of events) {
      const sealed = await sealEntry(head, { at: 1, offsetMinutes: 0, operator: null, event }, signer)
      head = { epoch, number: sealed.entry.number, hash: sealed.hash }
      await database.journal.put({
        ...{ epoch, number: head.number, day: '2026-11-21', at: 1, kind: event.kind, bytes: sealed.bytes },
        ...{ hash: sealed.hash, sale: '', receipt: null, moves: [], accounts: [account], acknowledged: 0 },
      })
    }
    await database.meta.put({ key: 'head', value: { ...head, epoch: 1 } })
  }

  it('K3 is what was told, less what was spent here behind that and nothing that was known by then', async () => {
    await database.shares.put(TOLD)
    await journal([spent(100), back(200), spent(700), back(50), back(1, OTHER)])
    expect(await readAccountView(database, CARD)).toEqual({
      ...{ account: CARD, share: 2250, left: 2250, balance: 4300, isBlocked: false },
      ...{ held: TOLD.held, toldAt: TOLD.at },
    })
  })

  it('K3 is nothing where nobody told and nothing was put here; entries of another epoch are another holder’s', async () => {
    expect(await readAccountView(database, CARD)).toMatchObject({ share: 0, balance: null, toldAt: null })
    await journal([spent(900)], 2)
    await database.shares.put(TOLD)
    expect(await readAccountView(database, CARD)).toMatchObject({ share: 3000 })
  })

  it('K8 leaves nothing to be spent of an account that is blocked', async () => {
    await database.shares.put({ ...TOLD, isBlocked: true })
    expect(await readAccountView(database, CARD)).toMatchObject({ share: 3000, left: 0, isBlocked: true })
  })

  it('tells balances of accounts that are known, and which accounts a sale is about, each once', async () => {
    await database.shares.put(TOLD)
    expect(await readBalances(database, [CARD, OTHER])).toEqual(new Map([[CARD, 5000]]))
    const tender = { kind: 'gift-card', amount: 1, account: CARD } as const
    expect(accountsIn({ lines: [], tenders: [tender, tender, { kind: 'cash', amount: 1 }] })).toEqual([CARD])
  })

  describe('of what a customer may owe', () => {
    const ANN = toId<CustomerId>('ann')
    const ROOM = houseAccount(ANN) ?? expect.unreachable('a short id has an account')
    const HOUSE: ShareRow = { ...TOLD, account: ROOM, share: 500, balance: 700, limit: 1000 }
    const bought = (amount: number): JournalEvent => ({
      ...{ kind: 'sale', currency: POUNDS, lines: [], taxes: [], total: amount, change: 0, ageChecked: 0 },
      tenders: [{ kind: 'on-account', amount, customer: ANN }],
    })
    const onFile = (creditLimit: number | null, archived = false) =>
      database.customers.put({
        ...{ id: ANN, name: 'Ann', number: '', phone: '', email: '', note: '', group: null, exemption: null },
        ...{ creditLimit, emailReceipts: false, archived, words: [], sortName: 'ann', conflicts: [] },
      })

    it('K13 lends its share, as far as the limit that is on file allows, less what was lent since', async () => {
      await database.shares.put(HOUSE)
      await onFile(1000)
      await journal([bought(9999), back(1, ROOM), bought(200)], 1, ROOM)
      expect(await readAccountView(database, ROOM)).toMatchObject({
        ...{ share: 300, left: 300, lending: { limit: 1000, lent: 500 } },
      })
      await onFile(600)
      expect(await readAccountView(database, ROOM)).toMatchObject({ share: 300, left: 100 })
      await onFile(400)
      expect(await readAccountView(database, ROOM)).toMatchObject({ left: 0, lending: { limit: 400 } })
    })

    it('K13 lends nothing that it has no share of, to who has no limit, is archived or not on file', async () => {
      await onFile(1000)
      expect(await readAccountView(database, ROOM)).toMatchObject({
        ...{ left: 0, lending: { limit: 1000, lent: null } },
      })
      await database.shares.put(HOUSE)
      for (const none of [() => onFile(null), () => onFile(1000, true), () => database.customers.clear()]) {
        await none()
        expect(await readAccountView(database, ROOM)).toMatchObject({ share: 500, left: 0 })
      }
    })

    it('K14 lets a payment that is still here be undone, whatever the limit is by now', async () => {
      await onFile(null)
      await database.shares.put({ ...HOUSE, limit: null })
      const view = await readAccountView(database, ROOM)
      expect([view.left, undoable(view)]).toEqual([0, 500])
      expect(undoable({ ...view, isBlocked: true })).toBe(0)
    })

    it('tells receipts what is owed, and screens what of the limit can be used here and now', async () => {
      await database.shares.put(HOUSE)
      await onFile(1000)
      expect(await readBalances(database, [ROOM])).toEqual(new Map([[ROOM, -300]]))
      const tender = { kind: 'on-account', amount: 1, customer: ANN } as const
      expect(accountsIn({ lines: [], tenders: [tender] })).toEqual([ROOM])
      const limits = await readSpendingLimits(database, { tenders: [tender] })
      expect(limits.creditLeft).toEqual(new Map([[ANN, 500]]))
      const view = await readAccountView(database, ROOM)
      const told = { limit: 1000, lent: 300, room: 700 }
      expect(lendingHere({ reach: 'told', view }, false)).toEqual({ ...told, now: 500 })
      // 500 of the rest are with another till: what nobody holds can be had, but for that.
      const elsewhere = { ...view, left: 0, held: [{ tillName: 'Till 2', amount: 500 }] }
      expect(lendingHere({ reach: 'told', view: elsewhere }, true)).toEqual({ ...told, now: 200 })
      expect(lendingHere({ reach: 'offline', view: elsewhere }, true)).toEqual({ ...told, now: 0 })
    })
  })
})
