import { pbkdf2Sync } from 'node:crypto'
import {
  applyRecordEntries,
  createRecordFold,
  type DocumentId,
  decodeRecordEntry,
  LOGS,
  type RecordLog,
  readLog,
  readPerson,
  readRecord,
  readStore,
  readTaxClass,
  recordIds,
  type StoreId,
  sessionReply,
  statusReply,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { DEMO_SIGN_INS } from '../../shop/demo/demo-sign-ins.ts'
import { finishSetUp, setUpShop } from '../../shop/set-up-shop.ts'
import type { SqlValue } from '../../storage/database.ts'
import type { ShopDatabase, ShopQueryable } from '../../storage/shop-database.ts'
import type { SyncHub } from '../../sync/sync-hub.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  errorOf,
  OWN_SHOP,
  OWNER,
  readTills,
  setUpOwnShop,
  type TestRelay,
} from '../../testing/test-relay.ts'
import type { Services } from '../context.ts'

async function readRecords(relay: TestRelay, document: DocumentId, log: RecordLog) {
  return relay.services.hub.read(document, doc => {
    const fold = createRecordFold()
    applyRecordEntries(
      fold,
      readLog(doc, log)
        .map(decodeRecordEntry)
        .filter(entry => entry !== undefined),
    )
    return [...recordIds(fold)].map(id => readRecord(fold, id)).filter(record => record !== undefined)
  })
}

async function readStatus(relay: TestRelay) {
  return v.parse(statusReply, await (await relay.browser().get('/api/status')).json())
}

/** The services, whose document changes and transactions fail after so many steps. */
function failingAfter({ database, hub, now, demoDirectory }: Services, steps: number) {
  let left = steps
  const step = <Result>(work: () => Promise<Result>): Promise<Result> =>
    left-- > 0 ? work() : Promise.reject(new Error('the power went'))
  return {
    ...{ now, demoDirectory },
    database: {
      ...database,
      transaction: <Result>(work: (tx: ShopQueryable) => Promise<Result>) =>
        step(() => database.transaction(work)),
    },
    hub: { change: (...parameters: Parameters<SyncHub['change']>) => step(() => hub.change(...parameters)) },
  }
}

/** The services, and the plan of the set-up that was stored through them. */
function watchingPlans({ database, hub, now, demoDirectory }: Services) {
  const plans: SqlValue[] = []
  const watched: ShopDatabase = {
    ...database,
    query: (text, parameters) => {
      if (text.startsWith('insert into setup_attempts')) plans.push(...(parameters ?? []))
      return database.query(text, parameters)
    },
  }
  return { plans, services: { now, hub, demoDirectory, database: watched } }
}

await describeRelay('POST /api/setup', relay => {
  it('makes an own shop and signs its owner in', async () => {
    expect(await readStatus(relay())).toMatchObject({ setUp: false, version: '1.2.3' })
    const browser = relay().browser()
    const response = await browser.post('/api/setup', OWN_SHOP)
    expect(response.status).toBe(201)
    const reply = v.parse(sessionReply, await response.json())
    expect(reply).toMatchObject({
      user: { email: OWNER.email, role: 'owner' },
      organisation: { name: 'Corner shop' },
    })
    expect(await (await browser.get('/api/session')).json()).toEqual(reply)
    const status = await readStatus(relay())
    expect(status).toMatchObject({ setUp: true, database: reply.database })
    expect(status.demo).toBeUndefined()
  })

  it('writes the settings and the cashier, whose PIN a till can check', async () => {
    const owner = await setUpOwnShop(relay())
    const [till] = (await readTills(owner)).tills
    expect(till).toMatchObject({ name: 'Till 1', storeName: 'Corner shop', device: null, storedEntries: 0 })
    const [store] = await readRecords(relay(), { kind: 'settings' }, 'stores')
    const reading = store && readStore(store)
    expect(reading?.findings).toEqual([])
    expect(reading?.value).toMatchObject({
      currency: 'GBP',
      timeZone: 'Europe/London',
      taxRounding: 'per-line',
    })
    const [taxClass] = await readRecords(relay(), { kind: 'settings' }, 'taxClasses')
    expect(taxClass && readTaxClass(taxClass).value.rates).toEqual([
      { name: 'VAT', rateMillionths: 200_000, included: true },
    ])
    const staff: DocumentId = { kind: 'staff', store: toId<StoreId>(till?.store ?? '') }
    const [cashier] = await readRecords(relay(), staff, 'people')
    const pin = cashier && readPerson(cashier).value.pin
    const salt = Buffer.from(pin?.salt ?? '', 'base64')
    expect(salt).toHaveLength(16)
    expect(pbkdf2Sync('4711', salt, pin?.iterations ?? 0, 32, 'sha256').toString('base64')).toBe(pin?.hash)
  })

  it('happens once, also when asked for twice at the same time', async () => {
    const [first, second] = await Promise.all([
      relay().browser().post('/api/setup', OWN_SHOP),
      relay().browser().post('/api/setup', OWN_SHOP),
    ])
    expect([first.status, second.status].sort()).toEqual([201, 409])
    expect(await errorOf(await relay().browser().post('/api/setup', { kind: 'demo' }))).toMatchObject({
      status: 409,
      code: 'already-set-up',
    })
    expect(await readRecords(relay(), { kind: 'settings' }, 'stores')).toHaveLength(1)
  })

  it('says which field is wrong and how', async () => {
    const body = {
      ...OWN_SHOP,
      owner: { name: ' ', email: 'nobody', password: 'short' },
      cashier: { name: 'x'.repeat(81), pin: '12a4' },
    }
    expect(await errorOf(await relay().browser().post('/api/setup', body))).toMatchObject({
      status: 400,
      code: 'bad-request',
      fields: {
        'owner.name': 'required',
        'owner.email': 'not-an-email',
        'owner.password': 'too-short',
        'cashier.name': 'too-long',
        'cashier.pin': 'not-a-pin',
      },
    })
  })

  it.each([
    ['store.currency', { currency: 'ABC' }],
    ['store.timeZone', { timeZone: 'Mars/Olympus' }],
  ])('refuses a %s that does not exist and leaves nothing behind', async (field, change) => {
    if (OWN_SHOP.kind !== 'own') throw new Error('an own shop')
    const body = { ...OWN_SHOP, store: { ...OWN_SHOP.store, ...change } }
    const error = await errorOf(await relay().browser().post('/api/setup', body))
    expect(error).toMatchObject({ status: 400, fields: { [field]: 'not-supported' } })
    expect((await readStatus(relay())).setUp).toBe(false)
    await setUpOwnShop(relay())
  })

  it.each([
    ['the first document', 0],
    ['the second document', 1],
    ['the accounts', 2],
  ])('is finished as it was begun when it was cut off before %s', async (_name, steps) => {
    const { services } = relay()
    await expect(setUpShop(failingAfter(services, steps), OWN_SHOP)).rejects.toThrow('the power went')
    expect((await readStatus(relay())).setUp).toBe(false)
    expect(await finishSetUp(services)).toBe(true)
    expect((await readStatus(relay())).setUp).toBe(true)
    const signIn = { email: OWNER.email, password: OWNER.password }
    expect((await relay().browser().post('/api/session', signIn)).status).toBe(200)
    // A new shop has no groups of customers.
    for (const log of LOGS.settings.filter(each => each !== 'customerGroups')) {
      expect(await services.hub.read({ kind: 'settings' }, doc => readLog(doc, log))).toHaveLength(1)
    }
    expect(await finishSetUp(services)).toBe(false)
  })

  it('writes no document twice when a finished set-up is carried out again', async () => {
    const { services } = relay()
    const watching = watchingPlans(services)
    await setUpShop(watching.services, OWN_SHOP)
    await services.database.query('insert into setup_attempts (plan) values ($1::jsonb)', watching.plans)
    await finishSetUp(services)
    expect(await services.hub.read({ kind: 'settings' }, doc => readLog(doc, 'stores'))).toHaveLength(1)
    expect(await services.database.query('select id from users')).toHaveLength(1)
  })

  it('makes the demo shop: two stores on real catalogs, with sign-ins that are told', async () => {
    const browser = relay().browser()
    expect((await browser.post('/api/setup', { kind: 'demo' })).status).toBe(201)
    const { demo } = await readStatus(relay())
    expect(demo?.cashiers).toHaveLength(DEMO_SIGN_INS.cashiers.length)
    const signIn = { email: demo?.managerEmail, password: demo?.managerPassword }
    expect(await (await relay().browser().post('/api/session', signIn)).json()).toMatchObject({
      user: { role: 'manager' },
    })
    const { tills } = await readTills(browser)
    expect(tills.map(till => till.storeName)).toEqual([
      'Lantern & Lace',
      'Lantern & Lace',
      'Hawkeye Spirits',
      'Hawkeye Spirits',
    ])
    const gifts = await readRecords(relay(), { kind: 'catalog', catalog: toId('gifts') }, 'products')
    const liquor = await readRecords(relay(), { kind: 'catalog', catalog: toId('liquor') }, 'products')
    expect(gifts.length).toBeGreaterThan(3000)
    expect(liquor.length).toBeGreaterThan(6000)
  })
})

await describeRelay(
  'a relay as it is started',
  relay => {
    it.each([OWN_SHOP, { kind: 'demo' }] as const)(
      'hashes the PINs of a new shop as often as tills do: $kind',
      async request => {
        expect((await relay().browser().post('/api/setup', request)).status).toBe(201)
        const settings = await readRecords(relay(), { kind: 'settings' }, 'stores')
        for (const { id } of settings) {
          const staff: DocumentId = { kind: 'staff', store: toId<StoreId>(id) }
          const people = await readRecords(relay(), staff, 'people')
          expect(people.length).toBeGreaterThan(0)
          for (const person of people) expect(readPerson(person).value.pin?.iterations).toBe(210_000)
        }
      },
    )
  },
  { hashesPinsAsShops: true },
)
