import {
  type AccountId,
  type CreditAccountReply,
  cardAccount,
  creditAccountReply,
  creditActReply,
  creditImportReply,
  creditReply,
  deviceReportReply,
  findingsReply,
  type JournalEvent,
  type SaleEvent,
  type ShareReply,
  shareReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { rebuildProjection } from '../../projection/rebuild.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, REPORT, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import {
  cashSale,
  currencyOf,
  enrollWritingTill,
  MORNING,
  type WritingTill,
} from '../../testing/writing-till.ts'

const GBP = currencyOf('GBP')
const CARD = cardAccount(
  '6006491234561234',
  Uint8Array.from({ length: 20 }, (_, i) => i),
)
const OTHER = cardAccount(
  '6006491234569999',
  Uint8Array.from({ length: 20 }, (_, i) => i + 9),
)

/** A sale of money for a card, paid in cash. */
function sells(amount: number, account: AccountId = CARD): SaleEvent {
  const item = { kind: 'unlisted', name: 'Gift card' } as const
  const line = { item, quantity: 1000, unitPrice: amount, listPrice: amount, amount, taxes: [], account }
  return cashSale('tea', 1, amount, {
    lines: [line],
    taxes: [],
    tenders: [{ kind: 'cash', amount }],
    change: 0,
  })
}

function spends(amount: number, account: AccountId = CARD): SaleEvent {
  return cashSale('tea', 1, amount, { tenders: [{ kind: 'gift-card', amount, account }], change: 0 })
}

function givesBack(amount: number): JournalEvent {
  return { kind: 'share-back', account: CARD, currency: GBP, amount }
}

await describeRelay('/api/credit', relay => {
  let owner: TestBrowser
  let till: WritingTill
  let other: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    await new RecordWriter(relay().services.hub, { kind: 'settings' }, 'tills', 'ann').write('till2', {
      name: 'Till 2',
      store: till.store,
    })
    other = await enrollWritingTill(relay(), owner, 'till2')
  })

  const write = async (by: WritingTill, ...events: JournalEvent[]) => {
    await by.write(events)
    await relay().services.projection.idle()
  }
  const ask = async (by: WritingTill, more: number, knows = 0): Promise<ShareReply> => {
    const response = await by.browser.post('/api/credit/share', { account: CARD, knows, more })
    expect(response.status).toBe(200)
    return v.parse(shareReply, await response.json())
  }
  const act = async (by: TestBrowser, changes: object) =>
    by.post('/api/credit/acts', { id: 'a1', account: CARD, currency: 'GBP', reason: 'Promised', ...changes })
  const outcomeOf = async (changes: object) =>
    v.parse(creditActReply, await (await act(owner, changes)).json()).outcome
  const show = async (): Promise<CreditAccountReply> =>
    v.parse(creditAccountReply, await (await owner.get(`/api/credit/${CARD}?currency=GBP`)).json())
  const findings = async () => v.parse(findingsReply, await (await owner.get('/api/findings')).json())

  it('K4 gives what is free, once, and tells the rest as held elsewhere', async () => {
    await outcomeOf({ kind: 'issue', amount: 5000 })
    expect(await ask(till, 3000)).toEqual({
      account: CARD,
      currency: 'GBP',
      given: 3000,
      share: 3000,
      upTo: 0,
      balance: 5000,
      isBlocked: false,
      held: [],
    })
    expect(await ask(till, 3000)).toMatchObject({ given: 3000, share: 3000 })
    expect(await ask(other, 9000)).toMatchObject({
      given: 2000,
      share: 2000,
      balance: 5000,
      held: [{ tillName: 'Till 1', amount: 3000 }],
    })
    expect(await ask(other, 9000, 90_000)).toMatchObject({ given: 2000 })
    expect(await ask(till, 1, 3000)).toMatchObject({ given: 3000 })
  })

  it('K4 gives the same however many ask at once', async () => {
    await outcomeOf({ kind: 'issue', amount: 1000 })
    const replies = await Promise.all([till, other, till, other].map(each => ask(each, 700)))
    const given = new Map(replies.map(reply => [reply.given, reply]))
    expect([...given.keys()].sort((a, b) => a - b)).toEqual([300, 700])
  })

  it('K5 money that a till put on a card is spent elsewhere once the till gave it back', async () => {
    await write(till, sells(5000))
    expect(await ask(other, 2000)).toMatchObject({
      given: 0,
      balance: 5000,
      held: [{ tillName: 'Till 1', amount: 5000 }],
    })
    const report = await till.browser.post('/api/device/report', REPORT)
    expect(v.parse(deviceReportReply, await report.json())).toEqual({ wanted: [CARD] })
    await write(till, givesBack(5000))
    expect(await ask(other, 2000)).toMatchObject({ given: 2000, share: 2000, held: [] })
    const later = await till.browser.post('/api/device/report', REPORT)
    expect(v.parse(deviceReportReply, await later.json())).toEqual({ wanted: [] })
    await write(other, spends(1500))
    expect(await ask(other, 0, 2000)).toMatchObject({ share: 500, upTo: 1, balance: 3500 })
  })

  it('K4 finds a till that spends more than it has, or gives back what it never had', async () => {
    await outcomeOf({ kind: 'issue', amount: 1000 })
    await ask(till, 200)
    await ask(other, 100)
    await write(till, spends(500), givesBack(9000))
    expect(await ask(other, 5000, 100)).toMatchObject({ balance: 500, given: 500, share: 500 })
    expect((await findings()).findings).toMatchObject([
      {
        kind: 'account-overspent',
        document: `journal/${till.till}/2026-11-20`,
        from: 2,
        account: CARD,
        amount: 9300,
        currency: 'GBP',
      },
    ])
    expect(await show()).toMatchObject({ balance: 500, free: 0 })
  })

  it('K7 an owner takes the share from a till that is lost; what it spent after all is found', async () => {
    await outcomeOf({ kind: 'issue', amount: 1000 })
    await ask(till, 1000)
    expect(await show()).toMatchObject({ free: 0, shares: [{ till: till.till, epoch: 1, share: 1000 }] })
    await outcomeOf({ id: 'r1', kind: 'release', till: till.till, epoch: 1 })
    await outcomeOf({ id: 'r1', kind: 'release', till: till.till, epoch: 1 })
    expect(await show()).toMatchObject({ free: 1000, balance: 1000, shares: [] })
    expect(await ask(other, 800)).toMatchObject({ given: 800 })
    await write(till, spends(300))
    expect(await show()).toMatchObject({ balance: 700, free: 0 })
    expect(await findings()).toMatchObject({
      total: 1,
      findings: [{ kind: 'account-overspent', amount: 300 }],
    })
  })

  it('K8 gives nothing of a blocked card until it is let go again', async () => {
    await outcomeOf({ kind: 'issue', amount: 1000 })
    await outcomeOf({ id: 'b1', kind: 'block' })
    expect(await ask(till, 500)).toMatchObject({ given: 0, isBlocked: true, balance: 1000 })
    await outcomeOf({ id: 'b2', kind: 'unblock' })
    expect(await ask(till, 500)).toMatchObject({ given: 500, isBlocked: false })
  })

  it('takes off what nobody holds and no more, each act once, with who did it and why', async () => {
    await outcomeOf({ kind: 'issue', amount: 1000 })
    await ask(till, 600)
    expect(await outcomeOf({ id: 't1', kind: 'take', amount: 500, reason: 'Slip' })).toBe('too-much')
    expect(await outcomeOf({ id: 't2', kind: 'take', amount: 300, reason: 'Slip' })).toBe('done')
    expect(await outcomeOf({ id: 't2', kind: 'take', amount: 300, reason: 'Slip' })).toBe('done')
    await write(till, spends(50))
    const { history, ...account } = await show()
    expect(account).toMatchObject({ balance: 650, held: 550, free: 100 })
    expect(
      history.map(({ kind, amount, by, reason, receipt }) => [kind, amount, by ?? receipt, reason]),
    ).toEqual(
      expect.arrayContaining([
        ['take-off', 300, 'Ada', 'Slip'],
        ['issue', 1000, 'Ada', 'Promised'],
        ['take', 50, `${till.code}-000001`, ''],
      ]),
    )
  })

  it('imports each card once', async () => {
    const accounts = [
      { account: CARD, amount: 700 },
      { account: OTHER, amount: 50 },
    ]
    const bring = async (list: typeof accounts) =>
      v.parse(
        creditImportReply,
        await (await owner.post('/api/credit/import', { currency: 'GBP', accounts: list })).json(),
      )
    expect(await bring(accounts.slice(0, 1))).toEqual({ added: 1, known: 0 })
    expect(await bring(accounts)).toEqual({ added: 1, known: 1 })
    const list = async (query: string) =>
      v.parse(creditReply, await (await owner.get(`/api/credit${query}`)).json())
    const first = await list('?limit=1')
    expect(first).toMatchObject({
      accounts: [{ balance: expect.any(Number) }],
      owed: [{ currency: 'GBP', accounts: 2, balance: 750 }],
    })
    const second = await list(`?limit=1&cursor=${first.next}`)
    expect(second).toMatchObject({ next: null, owed: [] })
    expect([...first.accounts, ...second.accounts].map(each => each.account).sort()).toEqual(
      [CARD, OTHER].sort(),
    )
    expect((await list('?search=9999')).accounts).toMatchObject([{ account: OTHER, balance: 50 }])
  })

  it('A6 lets only tills ask for shares, and only people of the office see and change accounts', async () => {
    const body = { account: CARD, knows: 0, more: 1 }
    expect((await owner.post('/api/credit/share', body)).status).toBe(401)
    expect((await till.browser.get('/api/credit')).status).toBe(401)
    expect((await act(till.browser, { kind: 'issue', amount: 1 })).status).toBe(401)
    for (const wrong of [{ amount: 0 }, { amount: 1.5 }, { account: 'not-one' }, { reason: ' ' }]) {
      const response = await act(owner, { kind: 'issue', amount: 5, ...wrong })
      expect(response.status, JSON.stringify(wrong)).toBe(400)
    }
  })

  it('rows of accounts are made again from the journals', async () => {
    await write(till, sells(5000), spends(800), givesBack(1200))
    const before = await show()
    const { services } = relay()
    expect((await rebuildProjection(services.database)).differed).toEqual({})
    await services.database.query('delete from account_moves where number = 2')
    expect((await rebuildProjection(services.database)).differed).toEqual({ account_moves: 1 })
    expect(await show()).toEqual(before)
    expect(before).toMatchObject({ balance: 4200, held: 3000, free: 1200, lastAt: MORNING + 2000 })
  })
})
