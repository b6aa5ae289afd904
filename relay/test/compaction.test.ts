import {
  applyRecordEntries,
  createRecordFold,
  currentVersion,
  type DocumentId,
  decodeRecordEntry,
  type RecordFold,
  readLog,
  readRecord,
  toId,
} from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import { describeDatabases } from '../src/testing/postgres.ts'
import { type FaultyDatabase, isAppend, makeFaulty } from './harness/faulty-database.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { writePrices } from './harness/write-prices.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const CATALOG: DocumentId = { kind: 'catalog', catalog: toId('C1') }
const LIMITS = { tailUpdates: 50 }

await describeDatabases('compaction', open => {
  let database: FaultyDatabase
  let server: SyncServer
  let clients: YjsClient[]

  beforeEach(async () => {
    database = makeFaulty(await open())
    await migrate(database)
    server = await startSyncServer({ database, limits: LIMITS })
    clients = []
  })
  afterEach(async () => {
    database.before = () => {}
    database.after = () => {}
    for (const client of clients) client.destroy()
    await server.stop()
    await database.close()
  })

  const client = () => {
    const opened = openYjsClient(server.url, 'catalog/C1', { durable: true })
    clients.push(opened)
    return opened
  }
  const list = (doc: Y.Doc) => doc.getArray<unknown>('products')
  const stored = () => server.hub.read(CATALOG, doc => list(doc).toJSON())
  const count = async (table: 'updates' | 'snapshots') => {
    const [row] = await database.query<{ n: number }>(`select count(*) as n from ${table}`)
    return row?.n ?? 0
  }
  const restart = async () => {
    await server.stop()
    server = await startSyncServer({ database, limits: LIMITS, port: server.port })
  }
  const pushEach = async (writer: YjsClient, from: number, to: number) => {
    for (let i = from; i < to; i++) {
      list(writer.doc).push([i])
      // One commit each, now and then: else all go with one.
      if (i % 10 === 0) await until('safe', () => writer.isSafe)
    }
    await until('safe', () => writer.isSafe)
  }
  const numbers = (to: number) => Array.from({ length: to }, (_, index) => index)

  it('folds a long tail into a snapshot, and loads the same document from it', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    await pushEach(writer, 0, 120)
    await until('compacted', async () => (await count('snapshots')) === 1 && (await count('updates')) <= 50)
    await restart()
    expect(await stored()).toEqual(numbers(120))
    await until('back', () => writer.isSafe)
    await pushEach(writer, 120, 240)
    await until('compacted again', async () => (await count('updates')) <= 50)
    expect(await count('snapshots')).toBe(1)
    await restart()
    expect(await stored()).toEqual(numbers(240))
  })

  it('loses nothing that is appended meanwhile', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let compactions = 0
    // In the middle of the transaction: the tail is read and deleted, the snapshot is not there yet.
    database.after = async text => {
      if (!text.startsWith('delete from updates')) return
      compactions++
      for (let i = 0; i < 20; i++) list(writer.doc).push([`during ${compactions}, ${i}`])
      if (database.kind === 'postgresql') await until('safe while compacting', () => writer.isSafe)
    }
    await pushEach(writer, 0, 120)
    await until('it was compacted', () => compactions > 0)
    database.after = () => {}
    await until('safe', () => writer.isSafe)
    const expected = list(writer.doc).toJSON()
    expect(expected.length).toBeGreaterThanOrEqual(140)
    await restart()
    expect(await stored()).toEqual(expected)
  })

  it('leaves everything as it is when it fails, and does it later', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let failures = 0
    database.before = text => {
      if (!text.includes('insert into snapshots')) return
      failures++
      throw new Error('no space for the snapshot')
    }
    await pushEach(writer, 0, 80)
    await until('it has failed', () =>
      server.log.lines.some(line => line.message.includes('not be compacted')),
    )
    expect(await count('updates')).toBe(80)
    expect(await count('snapshots')).toBe(0)
    database.before = () => {}
    await pushEach(writer, 80, 160)
    await until('done', async () => (await count('snapshots')) === 1)
    expect(failures).toBe(1)
    await restart()
    expect(await stored()).toEqual(numbers(160))
  })

  it('does not acknowledge or lose anything when commits fail around it', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let appends = 0
    database.before = text => {
      if (isAppend(text) && ++appends % 3 === 0) throw new Error('every third commit fails')
    }
    await pushEach(writer, 0, 200)
    database.before = () => {}
    await until('compacted', async () => (await count('snapshots')) === 1)
    await restart()
    expect(await stored()).toEqual(numbers(200))
  })

  it('deletes record entries that others replace, for the store and for every client', async () => {
    const writer = client()
    const other = client()
    await until('in sync', () => writer.isSafe && other.isSafe)
    await writePrices(writer, 120)
    const few = (doc: Y.Doc) => readLog(doc, 'products').length < 70
    await until('both clients see the deletion', () => few(writer.doc) && few(other.doc))
    await until('stored so', () => server.hub.read(CATALOG, few))
    await until('safe', () => writer.isSafe)
    await restart()
    await until('back', () => writer.isSafe && other.isSafe)
    const [a, b] = [priceIn(writer.doc), priceIn(other.doc)]
    expect(a).toBe(120)
    expect(b).toBe(120)
    expect(await server.hub.read(CATALOG, priceIn)).toBe(120)
    expect(new Set([...writer.refusals, ...other.refusals])).toEqual(new Set(['restarting']))
  })
})

function priceIn(doc: Y.Doc): unknown {
  const fold: RecordFold = createRecordFold()
  applyRecordEntries(
    fold,
    readLog(doc, 'products').flatMap(raw => decodeRecordEntry(raw) ?? []),
  )
  const record = readRecord(fold, 'milk')
  return record === undefined ? undefined : currentVersion(record, 'price')?.value
}
