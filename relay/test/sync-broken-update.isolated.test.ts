import { encodeUpdate } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

/** Updates with this text are applied, and then Yjs throws: as when it fails on the second struct of two. */
const BREAKS = 'breaks Yjs'

vi.mock('yjs', async importOriginal => {
  const yjs = await importOriginal<typeof import('yjs')>()
  return {
    ...yjs,
    applyUpdate(doc: Y.Doc, update: Uint8Array, origin?: unknown) {
      yjs.applyUpdate(doc, update, origin)
      if (Buffer.from(update).includes(BREAKS)) throw new Error('Yjs broke half-way')
    },
  }
})

let database: Database
let server: SyncServer
let clients: YjsClient[]

beforeEach(async () => {
  database = await openEmbeddedDatabase(null)
  await migrate(database)
  server = await startSyncServer({ database })
  clients = []
})
afterEach(async () => {
  for (const client of clients) client.destroy()
  await server.stop()
  await database.close()
})

const client = () => {
  const opened = openYjsClient(server.url, 'catalog/C1', { durable: true })
  clients.push(opened)
  return opened
}
const list = (doc: Y.Doc) => doc.getArray<string>('products')

it('loads the document afresh when Yjs fails half-way through an update', async () => {
  const writer = client()
  list(writer.doc).push(['a'])
  await until('safe', () => writer.isSafe)
  const raw = await openRawClient(server.url, 'catalog/C1')
  await raw.next()
  const broken = new Y.Doc()
  list(broken).push([BREAKS])
  raw.sendBytes(encodeUpdate(Y.encodeStateAsUpdate(broken)))
  list(writer.doc).push(['b'])
  await until('closed', () => raw.closed !== undefined)
  expect(raw.closed?.code).toBe(4400)
  await until('safe', () => writer.isSafe)
  list(writer.doc).push(['c'])
  await until('safe', () => writer.isSafe)
  const late = client()
  await until('a late one has all', () => list(late.doc).length === 3)
  expect(list(late.doc).toJSON()).toEqual(['a', 'b', 'c'])
  expect(list(writer.doc).toJSON()).toEqual(['a', 'b', 'c'])
  expect(writer.closeCodes).toEqual([])
  const rows = await database.query<{ data: Uint8Array }>('select data from updates')
  expect(rows.some(row => Buffer.from(row.data).includes(BREAKS))).toBe(false)
})
