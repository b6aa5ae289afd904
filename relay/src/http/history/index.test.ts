import {
  type CatalogId,
  type HistoryReply,
  historyReply,
  LOGS,
  type RestoreReply,
  readLog,
  restoreReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { pruneHistory } from '../../history/prune-history.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter, valuesOf } from '../../testing/record-writer.ts'
import { errorOf, onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

await describeRelay('/api/history', relay => {
  let owner: TestBrowser
  let catalog: CatalogId
  let ann: RecordWriter
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    const till = (await relay().services.shop.read()).tills.get(await onlyTill(owner))
    if (!till) throw new Error('the shop has a till')
    catalog = till.store.catalog
    ann = new RecordWriter(relay().services.hub, { kind: 'catalog', catalog }, 'products', 'ann')
  })

  const kept = () => relay().services.projection.idle()
  const now = () => relay().services.now()
  /** Lets time pass, after what was written is in the history. */
  const pass = async (milliseconds = HOUR) => {
    await kept()
    relay().pass(milliseconds)
  }
  const changes = async (more = ''): Promise<HistoryReply> => {
    await kept()
    return v.parse(historyReply, await (await owner.get(`/api/history?catalog=${catalog}${more}`)).json())
  }
  const restore = async (to: number, record?: string, preview = false): Promise<RestoreReply> => {
    const which = record === undefined ? {} : { record: { log: 'products', id: record } }
    const response = await owner.post('/api/history/restore', { catalog, ...which, to, preview })
    expect(response.status).toBe(200)
    return v.parse(restoreReply, await response.json())
  }

  it('tells who changed what, when, from which value', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 }, 5000)
    await pass()
    await ann.write('tea', { price: 120 }, 8000)
    const { changes: told } = await changes()
    expect(told).toMatchObject([
      {
        record: 'tea',
        log: 'products',
        name: 'Tea',
        who: 'ann',
        at: 8000,
        isFirst: false,
        fields: [{ field: 'price', from: [100], to: 120 }],
      },
      {
        at: 5000,
        isFirst: true,
        fields: [
          { field: 'name', from: [], to: 'Tea' },
          { field: 'price', from: [], to: 100 },
        ],
      },
    ])
    expect((told[0]?.receivedAt ?? 0) - (told[1]?.receivedAt ?? 0)).toBeGreaterThanOrEqual(HOUR)
  })

  it('pages, and tells one record by itself', async () => {
    for (let n = 1; n <= 5; n++) await ann.write(n % 2 === 0 ? 'even' : 'odd', { price: n })
    const first = await changes('&limit=2')
    const second = await changes(`&limit=2&cursor=${first.next}`)
    const third = await changes(`&limit=2&cursor=${second.next}`)
    const prices = [first, second, third].flatMap(page => page.changes.map(change => change.fields[0]?.to))
    expect(prices).toEqual([5, 4, 3, 2, 1])
    expect(third.next).toBeNull()
    const odd = await changes('&log=products&record=odd')
    expect(odd.changes.map(change => change.fields[0]?.to)).toEqual([5, 3, 1])
  })

  it('tells changes of settings, and never those of staff', async () => {
    await kept()
    const reply = v.parse(historyReply, await (await owner.get('/api/history?log=stores')).json())
    expect(reply.changes.map(change => [change.name, change.who])).toEqual([['Corner shop', 'Ada']])
    const [row] = await relay().services.database.query<{ count: number }>(
      `select count(*) as count from record_history where document like 'staff%'`,
    )
    expect(row?.count).toBe(0)
  })

  it('takes a setting back by a new edit, record by record', async () => {
    const settings = { kind: 'settings' } as const
    const shop = await relay().services.shop.read()
    const [store] = shop.stores.values()
    if (!store) throw new Error('the shop has a store')
    const stores = new RecordWriter(relay().services.hub, settings, 'stores', 'ann')
    await pass()
    const moment = now()
    await pass()
    await stores.write(store.id, { name: 'Corner', cashStep: 5 })
    await kept()
    const ask = (body: object) => owner.post('/api/history/restore', { to: moment, preview: false, ...body })
    const reply = await ask({ record: { log: 'stores', id: store.id } })
    expect(v.parse(restoreReply, await reply.json())).toMatchObject({
      records: 1,
      changes: [
        {
          log: 'stores',
          name: 'Corner',
          fields: expect.arrayContaining([
            { field: 'name', from: ['Corner'], to: 'Corner shop' },
            { field: 'cashStep', from: [5], to: 0 },
          ]),
        },
      ],
    })
    await kept()
    const told = v.parse(
      historyReply,
      await (await owner.get(`/api/history?log=stores&record=${store.id}`)).json(),
    )
    expect(told.changes.map(change => change.who)).toEqual(['Ada', 'ann', 'Ada'])
    for (const body of [
      {},
      { record: { log: 'products', id: 'tea' } },
      { catalog, record: { log: 'stores', id: store.id } },
    ]) {
      expect((await ask(body)).status).toBe(400)
    }
    expect((await ask({ record: { log: 'tills', id: 'nobody' } })).status).toBe(404)
  })

  it('restores a product after later edits, by a new edit', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 })
    await ann.write('cup', { name: 'Cup', price: 500 })
    await pass()
    const moment = now()
    await pass()
    await ann.write('tea', { price: 120, brand: 'New' })
    await ann.write('tea', { price: 140 })
    await ann.write('cup', { price: 600 })
    expect(await restore(moment, 'tea', true)).toMatchObject({
      records: 1,
      changes: [{ record: 'tea', name: 'Tea', isNew: false }],
    })
    expect(valuesOf(await ann.read('tea'), 'price')).toEqual([140])
    await restore(moment, 'tea')
    const tea = await ann.read('tea')
    expect(valuesOf(tea, 'price')).toEqual([100])
    expect(valuesOf(tea, 'brand')).toEqual([''])
    expect(valuesOf(await ann.read('cup'), 'price')).toEqual([600])
    expect((await changes('&limit=1')).changes).toMatchObject([
      {
        who: 'Ada',
        fields: [
          { field: 'price', from: [140], to: 100 },
          { field: 'brand', from: ['New'], to: '' },
        ],
      },
    ])
    expect(await restore(moment, 'tea')).toEqual({ records: 0, changes: [] })
  })

  it('restores a whole catalog, and archives what was made since', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 })
    await ann.write('cup', { name: 'Cup', price: 500 })
    await pass()
    const moment = now()
    await pass()
    await ann.write('tea', { price: 1 })
    await ann.write('pot', { name: 'Pot', price: 900 })
    expect((await restore(moment)).records).toBe(2)
    expect(valuesOf(await ann.read('tea'), 'price')).toEqual([100])
    expect(valuesOf(await ann.read('pot'), 'archived')).toEqual([true])
  })

  it('takes a promotion back, and a product off a price list that was put on since', async () => {
    const writer = (log: 'promotions' | 'priceLists') =>
      new RecordWriter(relay().services.hub, { kind: 'catalog', catalog }, log, 'bob')
    const [promotions, lists] = [writer('promotions'), writer('priceLists')]
    const offer = (millionths: number) => {
      return { benefit: { kind: 'each', on: {}, off: { kind: 'percent', millionths } } }
    }
    await promotions.write('happy', { name: 'Happy hour', conditions: {}, ...offer(100_000) })
    await lists.write('trade', { name: 'Trade', conditions: {}, 'price/tea': 90 })
    await pass()
    const moment = now()
    await pass()
    await promotions.write('happy', offer(500_000))
    await lists.write('trade', { 'price/tea': 10, 'price/cup': 20 })
    expect((await restore(moment)).records).toBe(2)
    expect(valuesOf(await promotions.read('happy'), 'benefit')).toEqual([offer(100_000).benefit])
    expect(valuesOf(await lists.read('trade'), 'price/tea')).toEqual([90])
    expect(valuesOf(await lists.read('trade'), 'price/cup')).toEqual([null])
    expect((await changes('&log=promotions&record=happy')).changes).toHaveLength(3)
  })

  it('makes a conflict with an edit that was made offline meanwhile', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 })
    await pass()
    const moment = now()
    await pass()
    await ann.write('tea', { price: 120 })
    const bob = new RecordWriter(relay().services.hub, { kind: 'catalog', catalog }, 'products', 'bob')
    const seenOffline = await bob.fold()
    await restore(moment)
    await bob.write('tea', { price: 130 }, now(), seenOffline)
    expect(valuesOf(await ann.read('tea'), 'price').sort()).toEqual([100, 130])
    expect(valuesOf(await ann.read('tea'), 'name')).toEqual(['Tea'])
  })

  it('goes by when edits reached the relay', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 })
    await pass()
    const offline = await ann.fold()
    const madeAt = now()
    await pass()
    const moment = now()
    await pass()
    const bob = new RecordWriter(relay().services.hub, { kind: 'catalog', catalog }, 'products', 'bob')
    await bob.write('tea', { price: 90 }, madeAt, offline)
    await restore(moment, 'tea')
    expect(valuesOf(await ann.read('tea'), 'price')).toEqual([100])
  })

  it('keeps its time and what was in force at its beginning, and forgets the rest', async () => {
    await ann.write('tea', { name: 'Tea', price: 100 })
    await ann.write('tea', { price: 110 })
    await ann.write('tea', { price: 120 })
    await pass(100 * DAY)
    await ann.write('tea', { price: 130 })
    await pass(DAY)
    const { database } = relay().services
    const before = now() - 90 * DAY
    expect(await pruneHistory(database, before)).toBe(1)
    const { changes: told, keptSince } = await changes()
    expect(told.map(change => change.fields[0])).toEqual([{ field: 'price', from: [120], to: 130 }])
    expect(Math.abs(keptSince - (now() - 90 * DAY))).toBeLessThan(60_000)
    await restore(now() - 50 * DAY, 'tea')
    expect(valuesOf(await ann.read('tea'), 'price')).toEqual([120])
    expect(valuesOf(await ann.read('tea'), 'name')).toEqual(['Tea'])
    const early = { catalog, to: now() - 95 * DAY, preview: true }
    expect(await errorOf(await owner.post('/api/history/restore', early))).toMatchObject({
      code: 'bad-request',
    })
    // A longer time from now on does not bring back what is forgotten.
    const [bound] = await database.query<{ whole_since: number }>(
      'select whole_since from record_history_bounds',
    )
    expect(bound?.whole_since).toBe(before)
  })

  it('refuses a record that was not there, and anybody but an owner', async () => {
    await ann.write('tea', { name: 'Tea' })
    await pass()
    const moment = now()
    await pass()
    await ann.write('pot', { name: 'Pot' })
    const request = { catalog, record: { log: 'products', id: 'pot' }, to: moment, preview: false }
    expect(await errorOf(await owner.post('/api/history/restore', request))).toMatchObject({ status: 404 })
    expect((await relay().browser().get(`/api/history?catalog=${catalog}`)).status).toBe(401)
    expect((await relay().browser().post('/api/history/restore', request)).status).toBe(401)
    const manager = {
      name: 'Max',
      email: 'max@shop.example',
      password: 'a good long password',
      role: 'manager',
    }
    await owner.post('/api/users', manager)
    const browser = relay().browser()
    await browser.post('/api/session', { email: manager.email, password: manager.password })
    expect((await browser.get(`/api/history?catalog=${catalog}`)).status).toBe(200)
    expect((await browser.post('/api/history/restore', request)).status).toBe(403)
  })

  it('is written before a compaction deletes anything', async () => {
    const { database, hub } = relay().services
    for (let n = 1; n <= 40; n++) await ann.write('tea', { price: n, note: 'x'.repeat(40_000) + n })
    await expect
      .poll(async () => hub.read({ kind: 'catalog', catalog }, doc => readLog(doc, LOGS.catalog[0]).length), {
        timeout: 20_000,
      })
      .toBeLessThan(40)
    await kept()
    const [row] = await database.query<{ count: number }>(
      'select count(*) as count from record_history where record = $1',
      ['tea'],
    )
    expect(row?.count).toBe(40)
  })
})
