import {
  appendToLog,
  CLOSE,
  type DocumentId,
  decodeRecordEntry,
  encodeOpenChannel,
  encodeRecordEntry,
  encodeSyncStep1,
  encodeUpdate,
  formatDocumentId,
  readLog,
  toId,
} from '@evertill/crdt-model'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openPostgresqlDatabase } from '../src/storage/postgresql-database.ts'
import { openShopDatabase } from '../src/storage/shop-database.ts'
import { DocumentStore } from '../src/sync/document-store.ts'
import { loadDocument } from '../src/sync/load-document.ts'
import type { SyncLimits } from '../src/sync/sync-limits.ts'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { type FaultyDatabase, isAppend, makeFaulty } from './harness/faulty-database.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const SELDOM = { lookMs: 3_600_000 }

await describePostgresql('epochs of documents', () => {
  let store: { database: Database; url: string }
  let tests = 0
  let CATALOG: DocumentId
  let name: string
  let databases: FaultyDatabase[]
  let servers: SyncServer[]
  let clients: YjsClient[]

  beforeAll(async () => {
    store = await openTestPostgresql()
    await migrate(store.database)
  })
  afterAll(() => store.database.close())
  beforeEach(() => {
    // A document of its own for each test: a database of its own takes a second.
    CATALOG = { kind: 'catalog', catalog: toId(`C${++tests}`) }
    name = formatDocumentId(CATALOG)
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
  })

  const start = async (options: { shared?: { lookMs: number }; limits?: Partial<SyncLimits> } = {}) => {
    const database = makeFaulty(openPostgresqlDatabase(store.url))
    databases.push(database)
    const server = await startSyncServer({ database, ...options })
    servers.push(server)
    return { server, database }
  }
  const open = (server: SyncServer, doc = new Y.Doc()) => {
    const client = openYjsClient(server.url, name, { durable: true, doc })
    clients.push(client)
    return client
  }
  const write = (doc: Y.Doc, replica: string, counter: number, fields: Record<string, number>) => {
    const entry = {
      replica: toId<never>(replica),
      counter,
      record: 'tea',
      fields,
      replaces: {},
      who: 'a',
      at: 0,
    }
    appendToLog(doc, 'products', [encodeRecordEntry(entry)])
  }
  const dotsIn = (doc: Y.Doc) =>
    readLog(doc, 'products')
      .flatMap(raw => decodeRecordEntry(raw) ?? [])
      .map(({ replica, counter }) => `${replica}.${counter}`)
  const dotsAt = (server: SyncServer) => server.hub.read(CATALOG, dotsIn)
  const clientsAt = (server: SyncServer) => server.hub.read(CATALOG, doc => doc.store.clients.size)
  const stored = async () => {
    const [row] = await store.database.query<{ id: number; epoch: number; rows: number; bound: number }>(
      `select id, epoch, (select count(*) from updates where document = id) as rows,
         (select count(*) from client_bindings where document = id) as bound
       from documents where name = $1`,
      [name],
    )
    if (row === undefined) throw new Error('nothing is stored')
    return row
  }
  /** Three pages wrote, each a replica and a Yjs client of its own. */
  const writtenByThree = async (server: SyncServer) => {
    for (const replica of ['r1', 'r2', 'r3']) {
      const writer = open(server)
      await until('in sync', () => writer.isSafe)
      write(writer.doc, replica, 1, { price: 1 })
      await until('safe', () => writer.isSafe)
    }
    return clients.slice(-3)
  }

  it('W9 a document is begun again with all its entries, under one Yjs client', async () => {
    const { server } = await start()
    await writtenByThree(server)
    const before = await stored()
    expect(await clientsAt(server)).toBe(3)
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    const after = await stored()
    expect(after.id).toBeGreaterThan(before.id)
    expect([before.epoch, after.epoch > Date.now() - 60_000]).toEqual([1, true])
    expect(after).toMatchObject({ rows: 0, bound: 1 })
    expect(await dotsAt(server)).toEqual(['r1.1', 'r2.1', 'r3.1'])
    expect(await clientsAt(server)).toBe(1)
    // Again: later than the one before, whatever the clock says.
    await store.database.query('update documents set epoch = $1 where name = $2', [
      after.epoch + 1_000_000_000,
      name,
    ])
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    expect((await stored()).epoch).toBe(after.epoch + 1_000_000_001)
    expect(await server.hub.beginEpoch({ kind: 'staff', store: toId('S1') })).toBe('unsuited')
    await server.hub.change({ kind: 'stock', store: toId('S1'), writer: 'T1' }, doc =>
      appendToLog(doc, 'moves', [1]),
    )
    expect(await server.hub.beginEpoch({ kind: 'stock', store: toId('S1'), writer: 'T1' })).toBe('unsuited')
  })

  it('W9 an unmodified client with a copy of before is sent away, and one with none syncs', async () => {
    const { server } = await start()
    const [writer] = await writtenByThree(server)
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    await until('told to come back, and then to stay away', () => writer?.closeCodes.length === 2)
    expect(writer?.closeCodes).toEqual([CLOSE.newEpoch, CLOSE.formerEpoch])
    expect(writer?.refusals).toEqual(['newEpoch', 'formerEpoch'])
    // It was told nothing of the new epoch, and brought nothing of the old one.
    expect(dotsIn(writer?.doc ?? new Y.Doc()).length).toBeLessThanOrEqual(3)
    const fresh = open(server)
    await until('in sync', () => fresh.isSafe)
    expect(dotsIn(fresh.doc)).toEqual(['r1.1', 'r2.1', 'r3.1'])
    write(fresh.doc, 'r4', 1, { price: 4 })
    await until('safe', () => fresh.isSafe)
    // The same epoch again: it goes on as ever.
    fresh.provider.disconnect()
    fresh.provider.connect()
    await until('safe again', () => fresh.isSafe)
    expect(fresh.closeCodes.filter(code => code >= 4000)).toEqual([])
    expect(await dotsAt(server)).toEqual(['r1.1', 'r2.1', 'r3.1', 'r4.1'])
    expect(await clientsAt(server)).toBe(2)
  })

  it('W9 what a copy of before says is refused, also when it comes late and without a question', async () => {
    const { server } = await start()
    const [writer] = await writtenByThree(server)
    const old = writer?.doc ?? new Y.Doc()
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    const late = await openRawClient(server.url, name, 'durable=1')
    late.sendBytes(encodeUpdate(Y.encodeStateAsUpdate(old)))
    await until('refused', () => late.closed !== undefined)
    expect(late.closed?.code).toBe(CLOSE.foreignClient)
    // Nor does an owner's word bring it back.
    const update = Y.encodeStateAsUpdate(old)
    expect(await server.hub.release(CATALOG, { update, writer: 'user:a', name: 'a' })).toBe('never')
    expect(await dotsAt(server)).toEqual(['r1.1', 'r2.1', 'r3.1'])
  })

  it('W9 tells the epoch on a device’s socket before anything else of the document', async () => {
    const { server } = await start()
    await writtenByThree(server)
    await server.hub.beginEpoch(CATALOG)
    const { epoch } = await stored()
    const socket = await openRawClient(server.url.slice(0, -'/sync'.length), 'sync')
    await socket.next()
    socket.sendBytes(encodeOpenChannel(0, name))
    const first = Buffer.from(await socket.next())
    expect([...first.subarray(0, 3)]).toEqual([2, 0, 103])
    expect(Number(BigInt(epoch)) % 128).toBe((first[3] ?? 0) & 127)
    expect([...(await socket.next()).subarray(0, 4)]).toEqual([2, 0, 0, 0])
    socket.close()
  })

  it('W9 nothing is begun when something is stored meanwhile, or a finding says who wrote what', async () => {
    const { server, database } = await start()
    const [writer] = await writtenByThree(server)
    let isWritten = false
    database.before = async text => {
      if (isWritten || !text.startsWith('lock table updates')) return
      isWritten = true
      await store.database.query(
        "insert into updates (organisation, document, data) select organisation, id, '\\x0000' from documents where name = $1",
        [name],
      )
    }
    expect(await server.hub.beginEpoch(CATALOG)).toBe('busy')
    expect(await stored()).toMatchObject({ epoch: 1 })
    expect(writer?.closeCodes).toEqual([])
    await store.database.query(
      `insert into findings (organisation, document, key, kind, detail, entries, found_at)
       select organisation, id, 'k', 'foreignActor', '{}', 1, now() from documents where name = $1`,
      [name],
    )
    expect(await server.hub.beginEpoch(CATALOG)).toBe('busy')
    await store.database.query('delete from findings')
    // A fault anywhere leaves the document in its epoch.
    database.before = text => {
      if (text.startsWith('insert into snapshots')) throw new Error('the disk is full')
    }
    await expect(server.hub.beginEpoch(CATALOG)).rejects.toThrow('the disk is full')
    database.before = () => {}
    expect(await stored()).toMatchObject({ epoch: 1 })
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    expect(await dotsAt(server)).toEqual(['r1.1', 'r2.1', 'r3.1'])
  })

  it('W9 what is under way to the old epoch is never acknowledged, nor stored', async () => {
    const { server, database } = await start()
    const [writer] = await writtenByThree(server)
    if (writer === undefined) throw new Error('nobody wrote')
    let go: () => void = () => {}
    database.before = text => (isAppend(text) ? new Promise(resolve => (go = resolve)) : undefined)
    write(writer.doc, 'r1', 2, { price: 2 })
    await until('the relay has it', () => server.hub.figures().uncommittedUpdates === 1)
    const { durable } = writer
    expect(await server.hub.beginEpoch(CATALOG)).toBe('begun')
    database.before = () => {}
    go()
    await until('it is given up', () => server.hub.figures().uncommittedUpdates === 0)
    expect(writer.durable).toBeLessThanOrEqual(durable)
    expect(await dotsAt(server)).toEqual(['r1.1', 'r2.1', 'r3.1'])
    expect(await stored()).toMatchObject({ rows: 0, bound: 1 })
  })

  it('W9 a relay that has not heard of the new epoch stores nothing in it, and learns of it', async () => {
    const [{ server: a }, { server: b }] = [await start({ shared: SELDOM }), await start({ shared: SELDOM })]
    const there = open(b)
    await until('in sync', () => there.isSafe)
    write(there.doc, 'r0', 1, { price: 0 })
    await until('safe', () => there.isSafe)
    await writtenByThree(a)
    expect(await a.hub.beginEpoch(CATALOG)).toBe('begun')
    const { durable, sent } = there
    expect(durable).toBe(sent)
    write(there.doc, 'r0', 2, { price: 2 })
    await until('told to come back', () => there.closeCodes.includes(CLOSE.newEpoch))
    await until('and then to stay away', () => there.closeCodes.includes(CLOSE.formerEpoch))
    expect((await dotsAt(a)).sort()).toEqual(['r0.1', 'r1.1', 'r2.1', 'r3.1'])
    const fresh = open(b)
    await until('in sync', () => fresh.isSafe)
    write(fresh.doc, 'r0', 2, { price: 2 })
    await until('safe', () => fresh.isSafe)
    expect((await dotsAt(a)).sort()).toEqual(['r0.1', 'r0.2', 'r1.1', 'r2.1', 'r3.1'])
  })

  it('W9 a relay learns of the new epoch by looking, without anybody writing', async () => {
    const [{ server: a }, { server: b }] = [
      await start({ shared: { lookMs: 30 } }),
      await start({ shared: { lookMs: 30 } }),
    ]
    await writtenByThree(a)
    const idle = open(b)
    await until('in sync', () => idle.isSafe)
    expect(await a.hub.beginEpoch(CATALOG)).toBe('begun')
    await until('told to come back', () => idle.closeCodes.includes(CLOSE.newEpoch))
  })

  it('W9 a document that too many Yjs clients wrote is begun again when it is compacted', async () => {
    const { server } = await start({ limits: { tailUpdates: 2, epochClients: 2 } })
    await writtenByThree(server)
    await until('begun again', async () => (await stored()).epoch > 1)
    expect((await dotsAt(server)).sort()).toEqual(['r1.1', 'r2.1', 'r3.1'])
  })

  it('W9 tells former copies by their clients alone, in a step 1 of any form', async () => {
    const { server } = await start()
    await writtenByThree(server)
    await server.hub.beginEpoch(CATALOG)
    const stale = await new DocumentStore(await openShopDatabase(store.database)).load(name)
    const fresh = await loadDocument(stale, { cut: () => Promise.reject(new Error('it is small')) })
    expect(stale.formerClients).toHaveLength(3)
    // A copy that holds both, as one that merged before it was told would.
    const mixed = new Map(Y.decodeStateVector(Y.encodeStateVector(fresh)))
    mixed.set(stale.formerClients[0] ?? 0, 1)
    const raw = await openRawClient(server.url, name, 'durable=1')
    raw.sendBytes(encodeSyncStep1(Y.encodeStateVector(mixed)))
    await until('refused', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(CLOSE.formerEpoch)
  })
})
