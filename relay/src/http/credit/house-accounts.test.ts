import { readFile } from 'node:fs/promises'
import {
  type CreditAccountReply,
  type CustomerId,
  creditAccountReply,
  creditActReply,
  creditReply,
  findingsReply,
  houseAccount,
  type JournalEvent,
  type SaleEvent,
  type ShareReply,
  shareReply,
  type Tender,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { rebuildProjection } from '../../projection/rebuild.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, REPORT, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../../testing/writing-till.ts'

const ANN = toId<CustomerId>('ann')
const ROOM = houseAccount(ANN) ?? expect.unreachable('a short id has an account')

function buys(amount: number, changes: { readonly unheld?: true } = {}): SaleEvent {
  const tender: Tender = { kind: 'on-account', amount, customer: ANN, ...changes }
  return cashSale('tea', 1, amount, { tenders: [tender], change: 0, customer: ANN })
}

function pays(amount: number): SaleEvent {
  const item = { kind: 'unlisted', name: 'Paid' } as const
  const line = { item, quantity: 1000, unitPrice: amount, listPrice: amount, amount, taxes: [] }
  const tenders = [{ kind: 'cash', amount }] as const
  return cashSale('tea', 1, amount, { lines: [{ ...line, account: ROOM }], taxes: [], tenders, change: 0 })
}

await describeRelay('/api/credit, of house accounts', relay => {
  let owner: TestBrowser
  let till: WritingTill
  let other: WritingTill
  let managers: readonly [RecordWriter, RecordWriter]
  beforeEach(async () => {
    const { hub } = relay().services
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    const tills = new RecordWriter(hub, { kind: 'settings' }, 'tills', 'ann')
    await tills.write('till2', { name: 'Till 2', store: till.store })
    other = await enrollWritingTill(relay(), owner, 'till2')
    const manager = (who: string) => new RecordWriter(hub, { kind: 'customers' }, 'customers', who)
    managers = [manager('mia'), manager('noa')]
    await managers[0].write('ann', { name: 'Ann Thorne', creditLimit: 1000 })
  })

  const write = async (by: WritingTill, ...events: JournalEvent[]) => {
    await by.write(events)
    await relay().services.projection.idle()
  }
  const ask = async (by: WritingTill, more: number, knows = 0): Promise<ShareReply> => {
    const response = await by.browser.post('/api/credit/share', { account: ROOM, knows, more })
    expect(response.status).toBe(200)
    return v.parse(shareReply, await response.json())
  }
  const act = async (changes: object) => {
    const body = { account: ROOM, currency: 'GBP', reason: 'By bank', ...changes }
    return v.parse(creditActReply, await (await owner.post('/api/credit/acts', body)).json()).outcome
  }
  const show = async (): Promise<CreditAccountReply> =>
    v.parse(creditAccountReply, await (await owner.get(`/api/credit/${ROOM}?currency=GBP`)).json())
  const list = async (query: string) =>
    v.parse(creditReply, await (await owner.get(`/api/credit${query}`)).json())
  const findings = async () => v.parse(findingsReply, await (await owner.get('/api/findings')).json())

  it('K12 gives of one limit to all tills what nobody holds, and tells the limit', async () => {
    expect(await ask(till, 700)).toMatchObject({ given: 700, share: 700, balance: 1000, limit: 1000 })
    expect(await ask(other, 700)).toMatchObject({
      given: 300,
      held: [{ tillName: 'Till 1', amount: 700 }],
    })
    await write(till, buys(600))
    await write(other, buys(300))
    expect(await show()).toMatchObject({ limit: 1000, balance: 100, held: 100, free: 0 })
    const report = await till.browser.post('/api/device/report', REPORT)
    expect(await report.json()).toEqual({ wanted: [ROOM] })
    expect((await findings()).total).toBe(0)
  })

  it('K12 a limit that is lowered takes what nobody holds; raised again it counts once', async () => {
    await ask(till, 400)
    await write(till, buys(300))
    await managers[0].write('ann', { creditLimit: 200 })
    expect(await ask(other, 50)).toMatchObject({ given: 0, balance: -100, limit: 200 })
    await managers[1].write('ann', { creditLimit: 600 })
    expect(await ask(other, 5000)).toMatchObject({ given: 200, balance: 300, limit: 600 })
  })

  it('K10 of two limits set at once the least counts, and never both', async () => {
    const seen = await managers[1].fold()
    await managers[0].write('ann', { creditLimit: 3000 })
    await managers[1].write('ann', { creditLimit: 2000 }, Date.now(), seen)
    expect(await ask(till, 9000)).toMatchObject({ given: 2000, limit: 2000 })
  })

  it('K10 nobody lends to who has no limit, is archived or forgotten', async () => {
    for (const fields of [{ creditLimit: null }, { creditLimit: 900, archived: true }, { forgotten: true }]) {
      await managers[0].write('ann', fields)
      expect(await ask(till, 500)).toMatchObject({ given: 0, limit: null })
    }
    await managers[0].write('ann', { archived: false, forgotten: false })
    expect(await show()).toMatchObject({ limit: 900, free: 900 })
  })

  it('K14 what is paid at a till is that till’s to lend, what is paid in the office anybody’s', async () => {
    await ask(till, 1000)
    await write(till, buys(1000))
    await write(other, pays(400))
    expect(await ask(other, 0)).toMatchObject({ share: 400, balance: 400, held: [] })
    expect(await act({ id: 'p1', kind: 'issue', amount: 250 })).toBe('done')
    expect(await act({ id: 'p1', kind: 'issue', amount: 250 })).toBe('done')
    expect(await ask(till, 900, 1000)).toMatchObject({ given: 1250, share: 250, balance: 650 })
    expect(await act({ id: 'c1', kind: 'take', amount: 1 })).toBe('too-much')
    const { history } = await show()
    expect(history.map(({ kind, amount }) => [kind, amount])).toEqual(
      expect.arrayContaining([
        ['put', 400],
        ['take', 1000],
        ['issue', 250],
      ]),
    )
    expect(await list('?side=house')).toMatchObject({
      accounts: [{ account: ROOM, balance: -350, held: 650 }],
      owed: [{ currency: 'GBP', accounts: 1, balance: -350 }],
    })
    expect(await list('')).toMatchObject({ accounts: [], owed: [] })
  })

  it('K15 a till that lends what the relay forgot that it gave, or what was released, is found', async () => {
    await ask(till, 800)
    const { database } = relay().services
    // As a restored backup has it: from before the share was given.
    await database.query('delete from account_shares where account = $1', [ROOM])
    expect(await ask(other, 1000)).toMatchObject({ given: 1000 })
    await write(till, buys(800))
    await write(other, buys(1000))
    expect(await findings()).toMatchObject({
      total: 1,
      findings: [{ kind: 'account-overspent', account: ROOM, amount: 800, currency: 'GBP' }],
    })
    expect(await show()).toMatchObject({ balance: -800, free: 0 })
  })

  it('K1 an account in another currency is another one', async () => {
    await ask(till, 1000)
    const response = await owner.get(`/api/credit/${ROOM}?currency=USD`)
    expect(await response.json()).toMatchObject({ limit: 1000, free: 1000, held: 0 })
  })

  it('K7 the share of a till that is lost comes free', async () => {
    await ask(till, 900)
    expect(await act({ id: 'r1', kind: 'release', till: till.till, epoch: 1 })).toBe('done')
    expect(await ask(other, 1000)).toMatchObject({ given: 1000 })
  })

  it('K11 a till that lends without a share once others lend by theirs is found, and all of it counts', async () => {
    await write(till, buys(100, { unheld: true }))
    await ask(other, 500)
    await write(other, buys(200))
    expect((await findings()).total).toBe(0)
    await till.write([buys(300, { unheld: true }), buys(50, { unheld: true })], MORNING + 60_000)
    await relay().services.projection.idle()
    const [finding] = (await findings()).findings
    expect(finding).toMatchObject({
      kind: 'account-unheld',
      amount: 350,
      currency: 'GBP',
      entries: 2,
      from: 2,
      to: 3,
    })
    expect(finding?.document).toMatch(new RegExp(`^journal/${till.till}/`))
    expect(await show()).toMatchObject({ balance: 350 })
  })

  it('K11 what was bought before this counts against the limit, also in rows from before', async () => {
    const bought = buys(300, { unheld: true })
    const { customer, ...goods } = buys(100, { unheld: true })
    expect(customer).toBe(ANN)
    const of = { till: till.till, epoch: 1, number: 1 }
    await write(
      till,
      bought,
      { kind: 'refund', of, reason: 'Torn', goods, origins: [{ line: 0, restock: true }] },
      buys(50, { unheld: true }),
      { kind: 'void', number: 3, reason: 'Wrong', sale: buys(50, { unheld: true }) },
    )
    const { database } = relay().services
    expect(await ask(other, 5000)).toMatchObject({ given: 800, balance: 800 })
    expect((await findings()).total).toBe(0)
    await database.query('delete from account_moves where account = $1', [ROOM])
    const file = new URL('../../storage/migrations/140-house-accounts.sql', import.meta.url)
    const [, insert = ''] = (await readFile(file, 'utf8')).split(/(?=^insert into)/m)
    await database.query(insert.replace(/;\s*$/, ''))
    expect((await rebuildProjection(database)).differed).toEqual({})
    expect(await show()).toMatchObject({ balance: 800, held: 800, free: 0 })
  })
})
