import { type DocumentId, toId } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import type { SyncLimits } from '../src/sync/sync-limits.ts'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { type FaultyDatabase, isAppend, isLoad, makeFaulty } from './harness/faulty-database.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const CATALOG: DocumentId = { kind: 'catalog', catalog: toId('C1') }
const MIB = 1024 * 1024

await describePostgresql('rooms that come and go in bad luck', () => {
  let database: FaultyDatabase
  let server: SyncServer
  let clients: YjsClient[]

  beforeEach(async () => {
    database = makeFaulty((await openTestPostgresql()).database)
    await migrate(database)
    clients = []
    await start({ idleMs: 20 })
  })
  afterEach(async () => {
    database.before = () => {}
    database.after = () => {}
    for (const client of clients) client.destroy()
    await server.stop()
    await database.close()
  })

  const start = async (limits: Partial<SyncLimits>) => {
    server = await startSyncServer({ database, limits })
  }
  const open = () => {
    const client = openYjsClient(server.url, 'catalog/C1', { durable: true })
    clients.push(client)
    return client
  }
  const list = (doc: Y.Doc) => doc.getArray<unknown>('products')
  const stored = () => server.hub.read(CATALOG, doc => list(doc).toJSON())
  const openDocuments = () => server.hub.figures().openDocuments

  it('takes a client that comes back while what it left is still being stored', async () => {
    const writer = open()
    await until('in sync', () => writer.isSafe)
    let commit: () => void = () => {}
    const gate = new Promise<void>(resolve => (commit = resolve))
    database.before = text => (isAppend(text) ? gate : undefined)
    list(writer.doc).push(['last word'])
    await until('taken', () => server.hub.figures().uncommittedUpdates === 1)
    writer.destroy()
    await until('it has left', () => server.hub.figures().connections === 0)
    // Idle for longer than a room is kept: what is not stored keeps it.
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(openDocuments()).toBe(1)
    const back = open()
    await until('it is given what nobody has stored', () => list(back.doc).length === 1)
    database.before = () => {}
    commit()
    await until('safe', () => back.isSafe)
    expect(await stored()).toEqual(['last word'])
  })

  it('takes clients that come at the moment at which the document is let go of', async () => {
    const values: number[] = []
    for (let round = 0; round < 30; round++) {
      const writer = open()
      list(writer.doc).push([round])
      values.push(round)
      await until('safe', () => writer.isSafe)
      expect(inOrder(list(writer.doc).toJSON())).toEqual(values)
      writer.destroy()
      // Before, at and after the moment at which the room is dropped.
      await new Promise(resolve => setTimeout(resolve, round))
    }
    expect(inOrder(await stored())).toEqual(values)
  })

  it('loads anew when a load failed, and shows nobody an empty document', async () => {
    const writer = open()
    list(writer.doc).push(['a'])
    await until('safe', () => writer.isSafe)
    writer.destroy()
    await until('let go of', () => openDocuments() === 0)
    let failures = 0
    database.before = text => {
      if (isLoad(text) && failures++ < 3) throw new Error('the store is away')
    }
    const back = open()
    let sawEmpty = false
    back.provider.on('sync', synced => {
      if (synced && list(back.doc).length === 0) sawEmpty = true
    })
    await until('it is here', () => list(back.doc).length === 1 && back.isSafe)
    expect(failures).toBeGreaterThan(3)
    expect(sawEmpty).toBe(false)
    expect(back.closeCodes.slice(0, 3)).toEqual([4503, 4503, 4503])
  })

  it('bounds what it holds for a reader of 10,000 messages that does not read, and closes it', async () => {
    const writer = open()
    await until('in sync', () => writer.isSafe)
    const slow = await openRawClient(server.url, 'catalog/C1')
    await slow.next()
    slow.socket.pause()
    const before = process.memoryUsage().arrayBuffers
    let highest = 0
    for (let i = 0; i < 10_000; i++) {
      list(writer.doc).push([`${i} ${'x'.repeat(2000)}`])
      if (i % 500 !== 0) continue
      await until('safe', () => writer.isSafe)
      highest = Math.max(highest, process.memoryUsage().arrayBuffers - before)
    }
    await until('safe', () => writer.isSafe)
    await until('closed', () => server.hub.figures().connections === 1)
    // The document itself is 20 MB here twice, with the writer's; the bound for a connection is 8 MiB.
    expect(highest).toBeLessThan(160 * MIB)
    slow.socket.terminate()
    const back = open()
    await until('it has all after all', () => list(back.doc).length === 10_000)
    expect(list(back.doc).get(9999)).toBe(list(writer.doc).get(9999))
  })

  it('keeps 100,000 stored documents out of memory until somebody opens them', async () => {
    await database.query(
      `insert into documents (organisation, name)
       select organisation, 'journal/T' || n || '/2026-01-01' from relay, generate_series(1, 100000) as n`,
    )
    await database.query(
      `insert into updates (organisation, document, data) select organisation, id, '\\x0000' from documents`,
    )
    await server.stop()
    const before = process.memoryUsage().heapUsed
    await start({ idleMs: 20 })
    const client = openYjsClient(server.url, 'journal/T77/2026-01-01', { durable: true })
    clients.push(client)
    await until('in sync', () => client.provider.synced)
    expect(await server.hub.documentFigures()).toMatchObject({ documents: 100_000 })
    expect(openDocuments()).toBe(1)
    // A hundred bytes for each of them would be 10 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * MIB)
    client.destroy()
    await until('let go of', () => openDocuments() === 0)
  })
})

/** Those who write before they are in sync write beside each other. */
function inOrder(values: readonly unknown[]): number[] {
  return values.map(Number).sort((a, b) => a - b)
}
