import { type DocumentId, type Principal, readLog, toId } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openPostgresqlDatabase } from '../src/storage/postgresql-database.ts'
import type { SyncLimits } from '../src/sync/sync-limits.ts'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { type FaultyDatabase, makeFaulty } from './harness/faulty-database.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { writePrices } from './harness/write-prices.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const CATALOG: DocumentId = { kind: 'catalog', catalog: toId('C1') }
const TILL: Principal = { kind: 'device', till: toId('T1'), store: toId('S1'), catalog: 'C1' }
const OFTEN = { lookMs: 30 }
/** Never by itself: only when something asks for it. */
const SELDOM = { lookMs: 3_600_000 }

await describePostgresql('two relays on one database, without a bus', () => {
  let store: { database: Database; url: string }
  let databases: FaultyDatabase[]
  let servers: SyncServer[]
  let clients: YjsClient[]

  beforeEach(async () => {
    store = await openTestPostgresql()
    await migrate(store.database)
    databases = []
    servers = []
    clients = []
  })
  afterEach(async () => {
    for (const database of databases) {
      database.before = () => {}
      database.after = () => {}
    }
    for (const client of clients) client.destroy()
    await Promise.all(servers.map(server => server.stop()))
    await Promise.all(databases.map(database => database.close()))
    await store.database.close()
  })

  const start = async (shared: { lookMs: number }, limits: Partial<SyncLimits> = {}) => {
    const database = makeFaulty(openPostgresqlDatabase(store.url))
    databases.push(database)
    const server = await startSyncServer({ database, limits, shared })
    servers.push(server)
    return { server, database }
  }
  const open = (server: SyncServer, options: Parameters<typeof openYjsClient>[2] = {}) => {
    const client = openYjsClient(server.url, 'catalog/C1', { durable: true, ...options })
    clients.push(client)
    return client
  }
  const list = (doc: Y.Doc) => doc.getArray<unknown>('products')
  const numbers = (to: number) => Array.from({ length: to }, (_, index) => index)
  const count = async (table: 'updates' | 'snapshots') => {
    const [row] = await store.database.query<{ n: number }>(`select count(*) as n from ${table}`)
    return row?.n ?? 0
  }

  it('brings writers and readers of one what the other committed', async () => {
    const [{ server: a }, { server: b }] = [await start(OFTEN), await start(OFTEN)]
    const [writer, other, reader] = [open(a), open(b), open(b, { as: TILL })]
    await until('in sync', () => [writer, other, reader].every(client => client.isSafe))
    for (let i = 0; i < 50; i++) list(i % 2 === 0 ? writer.doc : other.doc).push([i])
    await until('all have all', () => [writer, other, reader].every(({ doc }) => list(doc).length === 50))
    expect(list(other.doc).toJSON()).toEqual(list(writer.doc).toJSON())
    expect(list(reader.doc).toJSON()).toEqual(list(writer.doc).toJSON())
    const read = await b.hub.read(CATALOG, doc => list(doc).length)
    expect(read).toBe(50)
  })

  it('does not take a reader for a forger that comes from a relay which knows more', async () => {
    const [{ server: a }, { server: b }] = [await start(SELDOM), await start(SELDOM)]
    // The other relay has the document open, and has not heard of anything since.
    const idle = open(b)
    const writer = open(a)
    await until('in sync', () => writer.isSafe && idle.isSafe)
    list(writer.doc).push(['a', 'b'])
    await until('safe', () => writer.isSafe)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer.doc))
    const reader = open(b, { doc, as: TILL })
    await until('in sync and safe', () => reader.isSafe)
    expect(reader.refusals).toEqual([])
    await until('everybody there has it by now', () => list(idle.doc).length === 2)
  })

  it('reads for itself what the other has committed', async () => {
    const [{ server: a }, { server: b }] = [await start(SELDOM), await start(SELDOM)]
    const [writer, idle] = [open(a), open(b)]
    await until('in sync', () => writer.isSafe && idle.isSafe)
    list(writer.doc).push(['a'])
    await until('safe', () => writer.isSafe)
    expect(await b.hub.read(CATALOG, doc => list(doc).toJSON())).toEqual(['a'])
  })

  it('misses no commit that becomes visible after a later one', async () => {
    const { server } = await start(OFTEN)
    const client = open(server)
    list(client.doc).push(['first'])
    await until('safe', () => client.isSafe)
    const stranger = new Y.Doc()
    list(stranger).push(['slow'])
    const slow = Y.encodeStateAsUpdate(stranger)
    let commit: () => void = () => {}
    const gate = new Promise<void>(resolve => (commit = resolve))
    let inserted: () => void = () => {}
    const isInserted = new Promise<void>(resolve => (inserted = resolve))
    const transaction = store.database.transaction(async tx => {
      await tx.query(
        `with row as (
           insert into updates (organisation, document, data) select organisation, id, $1 from documents
           returning organisation, document, seq)
         insert into commits (organisation, relay, first_seq, last_seq, documents)
         select organisation, gen_random_uuid(), seq, seq, array[document] from row`,
        [slow],
      )
      inserted()
      await gate
    })
    await isInserted
    const { server: b } = await start(OFTEN)
    const later = open(b)
    list(later.doc).push(['later'])
    await until('the later one is here', () => list(client.doc).length === 2)
    commit()
    await transaction
    await until('the slow one too', () => list(client.doc).toJSON().includes('slow'))
    await until('for everybody', () => list(later.doc).toJSON().includes('slow'))
  })

  it('finds what is compacted before it was heard of', async () => {
    const [{ server: a }, { server: b }] = [
      await start(SELDOM, { tailUpdates: 20 }),
      await start(SELDOM, { tailUpdates: 10_000 }),
    ]
    const [writer, idle] = [open(a), open(b)]
    await until('in sync', () => writer.isSafe && idle.isSafe)
    for (let i = 0; i < 40; i++) {
      list(writer.doc).push([i])
      await until('safe', () => writer.isSafe)
    }
    await until('compacted', async () => (await count('snapshots')) === 1)
    expect(list(idle.doc).length).toBe(0)
    expect(await b.hub.read(CATALOG, doc => list(doc).toJSON())).toEqual(numbers(40))
    await until('the client there has it as well', () => list(idle.doc).length === 40)
  })

  it('compacts while both take edits, one relay at a time, and loses nothing', async () => {
    const limits = { tailUpdates: 30 }
    const [{ server: a }, { server: b }] = [await start(OFTEN, limits), await start(OFTEN, limits)]
    const writers = [open(a), open(b)]
    await until('in sync', () => writers.every(writer => writer.isSafe))
    for (let i = 0; i < 300; i++) {
      const writer = writers[i % 2]
      if (writer) list(writer.doc).push([i])
      if (i % 5 === 0) await until('safe', () => writers.every(one => one.isSafe))
    }
    await until('safe', () => writers.every(writer => writer.isSafe))
    await until('compacted', async () => (await count('snapshots')) === 1)
    await until('equal', () => writers.every(writer => list(writer.doc).length === 300))
    const { server: fresh } = await start(SELDOM)
    const stored = await fresh.hub.read(CATALOG, doc => list(doc).toJSON())
    expect([...stored].sort((x, y) => Number(x) - Number(y))).toEqual(numbers(300))
    expect(stored).toEqual(list(writers[0]?.doc ?? new Y.Doc()).toJSON())
    expect([...a.log.lines, ...b.log.lines].filter(line => line.level === 'error')).toEqual([])
  })

  it('survives a relay that dies in the middle of a compaction', async () => {
    const limits = { tailUpdates: 30 }
    const { server: a, database } = await start(OFTEN, limits)
    const { server: b } = await start(OFTEN, limits)
    let died = 0
    // The tail is deleted, the snapshot not written: what a killed process leaves to PostgreSQL to roll back.
    database.after = text => {
      if (!text.startsWith('delete from updates')) return
      died++
      throw new Error('killed')
    }
    const [writer, other] = [open(a), open(b)]
    await until('in sync', () => writer.isSafe && other.isSafe)
    let pushed = 0
    await until('the other relay has compacted it', async () => {
      for (let more = 0; more < 10; more++) list(writer.doc).push([pushed++])
      await until('safe', () => writer.isSafe)
      return died > 0 && (await count('snapshots')) === 1
    })
    const { server: fresh } = await start(SELDOM)
    expect(await fresh.hub.read(CATALOG, doc => list(doc).toJSON())).toEqual(numbers(pushed))
  })

  it('tells both what a compaction took out', async () => {
    const limits = { tailUpdates: 30 }
    const [{ server: a }, { server: b }] = [await start(OFTEN, limits), await start(OFTEN)]
    const [writer, other] = [open(a), open(b)]
    await until('in sync', () => writer.isSafe && other.isSafe)
    await writePrices(writer, 60)
    const few = (doc: Y.Doc) => readLog(doc, 'products').length < 35
    await until('both clients see the deletion', () => few(writer.doc) && few(other.doc))
    const entriesOf = ({ doc }: YjsClient) => JSON.stringify(readLog(doc, 'products'))
    await until('equal', () => entriesOf(other) === entriesOf(writer))
    const { server: fresh } = await start(SELDOM)
    const stored = await fresh.hub.read(CATALOG, doc => JSON.stringify(readLog(doc, 'products')))
    expect(stored).toBe(entriesOf(writer))
  })
})
