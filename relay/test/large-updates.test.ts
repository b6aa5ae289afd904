import {
  appendToLog,
  customerFields,
  encodeRecordEntry,
  encodeUpdate,
  type Fields,
  formatDocumentId,
  type Principal,
  type ReplicaId,
  toId,
} from '@evertill/crdt-model'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { migrate } from '../src/storage/migrate.ts'
import type { RefusedUpdate } from '../src/sync/quarantine.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const ENTRIES = 10_000

let database: Database
let server: SyncServer
let clients: YjsClient[]
let quarantined: RefusedUpdate[]
let number = 0
let name: string

beforeAll(async () => {
  database = await openEmbeddedDatabase(null)
  await migrate(database)
})
afterAll(() => database.close())
beforeEach(async () => {
  clients = []
  quarantined = []
  name = formatDocumentId({ kind: 'catalog', catalog: toId(`C${++number}`) })
  server = await startSyncServer({
    database,
    limits: { heartbeatMs: 60_000 },
    quarantine: {
      keep: async refused => {
        quarantined.push(refused)
      },
    },
  })
})
afterEach(async () => {
  for (const client of clients) client.destroy()
  await server.stop()
})

const open = (options: Parameters<typeof openYjsClient>[2] = {}) => {
  const client = openYjsClient(server.url, name, { durable: true, ...options })
  clients.push(client)
  return client
}
const products = (client: { doc: Y.Doc }) => client.doc.getArray<unknown>('products')
const write = (doc: Y.Doc, entries = ENTRIES) =>
  doc.transact(() => {
    for (let from = 0; from < entries; from += 1000) {
      const page = Array.from({ length: 1000 }, (_, index) => [from + index, 'x'.repeat(180)])
      doc.getArray('products').push(page)
    }
  })

it('is in the document whole, and acknowledged, with all that its sender wrote after it', async () => {
  const office = open()
  const other = open()
  await until('both are in sync', () => office.provider.synced && other.provider.synced)
  write(office.doc)
  for (let index = 0; index < 50; index++) products(office).push([`after ${index}`])
  products(other).insert(0, ['by another'])
  await until('all is safe', () => office.isSafe && other.isSafe)
  await until(
    'both have all',
    () => products(other).length === ENTRIES + 51 && products(office).length === ENTRIES + 51,
  )
  expect(products(other).toJSON()).toEqual(products(office).toJSON())
  expect(quarantined).toEqual([])
  // What is on the disk is what was acknowledged.
  await server.stop()
  server = await startSyncServer({ database })
  const later = open()
  await until('all of it is there', () => products(later).length === ENTRIES + 51)
  expect(products(later).toJSON()).toEqual(products(office).toJSON())
}, 30_000)

it('goes on where it was when its sender comes back in the middle of it', async () => {
  const doc = new Y.Doc()
  write(doc)
  const raw = await openRawClient(server.url, name)
  raw.sendBytes(encodeUpdate(Y.encodeStateAsUpdate(doc)))
  const watcher = open()
  await until('some of it is here', () => products(watcher).length > 0)
  raw.socket.terminate()
  const again = open({ doc })
  await until('all is safe', () => again.isSafe)
  await until('the other has all', () => products(watcher).length === ENTRIES)
  expect(products(watcher).toJSON()).toEqual(doc.getArray('products').toJSON())
}, 30_000)

it('is refused whole for a deletion that stands at its end', async () => {
  const owner = open()
  await until('in sync', () => owner.provider.synced)
  products(owner).push(['the owner’s'])
  await until('safe', () => owner.isSafe)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(owner.doc))
  const before = Y.encodeStateVector(doc)
  write(doc)
  doc.getArray('products').delete(0, 1)
  const update = Y.encodeStateAsUpdate(doc, before)
  const raw = await openRawClient(server.url, name, 'session=mallory')
  raw.sendBytes(encodeUpdate(update))
  await until('closed', () => raw.closed !== undefined)
  expect(quarantined).toHaveLength(1)
  expect(quarantined[0]).toMatchObject({ document: name, code: 'foreignDeletion' })
  expect(Buffer.compare(quarantined[0]?.update ?? Buffer.of(), update)).toBe(0)
  const watcher = open()
  await until('in sync', () => watcher.provider.synced)
  expect(products(watcher).toJSON()).toEqual(['the owner’s'])
}, 30_000)

it('A6 is refused whole for a field at its end that a till may only read, and taken without it', async () => {
  const till: Principal = { kind: 'device', till: toId('T1'), store: toId('S1'), catalog: toId('C1') }
  const customers = (last: Fields) => {
    const doc = new Y.Doc()
    const entry = (counter: number, fields: Fields) =>
      encodeRecordEntry({
        ...{ replica: toId<ReplicaId>('r1'), counter, record: `c${counter}`, fields },
        ...{ replaces: {}, who: 'till1', at: 1 },
      })
    const kept = Array.from({ length: ENTRIES }, (_, index) =>
      entry(index + 1, customerFields({ name: `Ann ${index}`, phone: '0123456789'.repeat(4) })),
    )
    appendToLog(doc, 'customers', [...kept, entry(ENTRIES + 1, last)])
    return Y.encodeStateAsUpdate(doc)
  }
  const send = async (update: Uint8Array) => {
    const raw = await openRawClient(server.url, 'customers', `as=${encodeURIComponent(JSON.stringify(till))}`)
    raw.sendBytes(encodeUpdate(update))
    return raw
  }
  const count = () => server.hub.read({ kind: 'customers' }, doc => doc.getArray('customers').length)
  const refused = await send(customers(customerFields({ name: 'Bea', creditLimit: 1_000_000 })))
  await until('closed', () => refused.closed !== undefined)
  expect(quarantined).toMatchObject([{ document: 'customers', code: 'readOnly' }])
  expect(await count()).toBe(0)
  await send(customers(customerFields({ name: 'Bea' })))
  await until('taken', async () => (await count()) === ENTRIES + 1)
}, 30_000)

it('lets others be served while it is taken', async () => {
  const doc = new Y.Doc()
  write(doc)
  const watcher = open()
  const till = openYjsClient(server.url, 'settings', { durable: true })
  clients.push(till)
  await until('in sync', () => watcher.provider.synced && till.provider.synced)
  const raw = await openRawClient(server.url, name)
  raw.sendBytes(encodeUpdate(Y.encodeStateAsUpdate(doc)))
  await until('some of it is here', () => products(watcher).length > 0)
  till.doc.getArray('stores').push(['a'])
  await until('the till is acknowledged', () => till.isSafe)
  expect(products(watcher).length).toBeLessThan(ENTRIES)
  await until('all of it is here', () => products(watcher).length === ENTRIES)
}, 30_000)
