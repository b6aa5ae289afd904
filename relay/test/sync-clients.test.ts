import { accessTo, type Principal, parseDocumentId, toId } from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import type { SyncLimits } from '../src/sync/sync-limits.ts'
import { describeDatabases } from '../src/testing/postgres.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const TILL: Principal = {
  kind: 'device',
  till: toId('T1'),
  store: toId('S1'),
  catalog: 'C1',
}

await describeDatabases('sync of unmodified y-websocket clients', open => {
  let database: Database
  let server: SyncServer
  let clients: YjsClient[]

  beforeEach(async () => {
    database = await open()
    await migrate(database)
    server = await startSyncServer({ database })
    clients = []
  })
  afterEach(async () => {
    for (const client of clients) client.destroy()
    await server.stop()
    await database.close()
  })

  const client = (document: string, options: Parameters<typeof openYjsClient>[2] = {}) => {
    const opened = openYjsClient(server.url, document, options)
    clients.push(opened)
    return opened
  }
  const list = (of: YjsClient | Y.Doc) => (of instanceof Y.Doc ? of : of.doc).getArray<unknown>('products')
  const restart = async (limits: Partial<SyncLimits> = {}) => {
    const { port } = server
    await server.stop()
    server = await startSyncServer({ database, port, limits })
  }
  const storedDoc = async (name: string) => {
    const document = parseDocumentId(name)
    if (document === undefined) throw new Error(name)
    return server.hub.read(document, doc => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return copy
    })
  }

  it('brings two clients together, those that were there and those that come later', async () => {
    const first = client('catalog/C1')
    const second = client('catalog/C1')
    list(first).push(['a'])
    list(second).push(['b'])
    await until('both have both', () => list(first).length === 2 && list(second).length === 2)
    expect(list(first).toJSON()).toEqual(list(second).toJSON())
    const late = client('catalog/C1')
    await until('the late one has both', () => list(late).length === 2)
    expect(list(late).toJSON()).toEqual(list(first).toJSON())
  })

  it('keeps documents apart', async () => {
    const first = client('catalog/C1')
    const other = client('catalog/C2')
    list(first).push(['a'])
    await until('both are in sync', () => first.provider.synced && other.provider.synced)
    await until('stored', async () => list(await storedDoc('catalog/C1')).length === 1)
    expect(list(other).length).toBe(0)
    expect(await server.hub.listDocuments('catalog/')).toEqual(['catalog/C1'])
  })

  it('passes awareness on, and takes it back when a client is gone', async () => {
    const first = client('catalog/C1')
    const second = client('catalog/C1')
    first.provider.awareness.setLocalStateField('editing', 'milk')
    const seen = () => second.provider.awareness.getStates().get(first.doc.clientID)
    await until('the second sees it', () => seen()?.editing === 'milk')
    const late = client('catalog/C1')
    await until('a late one sees it', () => late.provider.awareness.getStates().has(first.doc.clientID))
    first.provider.disconnect()
    await until('gone', () => seen() === undefined)
  })

  it('goes on after a restart, with what was edited meanwhile', async () => {
    const first = client('catalog/C1')
    const second = client('catalog/C1')
    list(first).push(['before'])
    await until('both have it', () => list(second).length === 1)
    const { port } = server
    await server.stop()
    list(first).push(['meanwhile, first'])
    list(second).push(['meanwhile, second'])
    server = await startSyncServer({ database, port })
    await until('both have all', () => list(first).length === 3 && list(second).length === 3)
    expect(first.closeCodes[0]).toBe(1012)
    await until('stored', async () => list(await storedDoc('catalog/C1')).length === 3)
  })

  it('acknowledges edits made before the answer to step 1, on top of edits made offline', async () => {
    const doc = new Y.Doc()
    list(doc).push(['offline'])
    const writer = client('catalog/C1', { doc, durable: true })
    // The socket is open but the relay's step 1 has not come: y-websocket sends this at once, out of order.
    await until('open', () => writer.provider.wsconnected)
    list(writer).push(['too early'])
    await until('all of it is safe', () => writer.isSafe)
    expect(list(await storedDoc('catalog/C1')).toJSON()).toEqual(['offline', 'too early'])
  })

  it('acknowledges a deletion, and keeps it', async () => {
    const writer = client('stock/S1/office-a', { durable: true })
    list(writer).push(['a', 'b'])
    await until('safe', () => writer.isSafe)
    const before = writer.sent
    list(writer).delete(0)
    expect(writer.sent).toBe(before + 1)
    await until('the deletion is safe', () => writer.isSafe)
    await restart()
    expect(list(await storedDoc('stock/S1/office-a')).toJSON()).toEqual(['b'])
  })

  it('counts a step 2 that brings nothing new, also one full of old deletions', async () => {
    const writer = client('catalog/C1', { durable: true })
    list(writer).push(['a', 'b', 'c'])
    list(writer).delete(1)
    await until('safe', () => writer.isSafe)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(writer.doc))
    const reader = client('catalog/C1', { doc: copy, durable: true, as: TILL })
    await until('the reader is safe', () => reader.isSafe && reader.durable === 1)
    expect(reader.refusals).toEqual([])
  })

  it('refuses what a reader writes, stores nothing of it, and tells nobody', async () => {
    expect(accessTo(TILL, { kind: 'catalog', catalog: toId('C1') })).toBe('read')
    const reader = client('catalog/C1', { durable: true, as: TILL })
    const other = client('catalog/C1')
    await until('in sync', () => reader.isSafe && other.provider.synced)
    list(reader).push(['forged'])
    await until('refused', () => reader.closeCodes.length > 0)
    expect(reader.closeCodes).toEqual([4464])
    expect(reader.refusals).toEqual(['readOnly'])
    expect(list(await storedDoc('catalog/C1')).length).toBe(0)
    expect(list(other).length).toBe(0)
    // What it has besides goes nowhere either: it is not told that it is safe, and gets what others write.
    const again = client('catalog/C1', { doc: reader.doc, durable: true, as: TILL })
    await until('in sync', () => again.provider.synced && again.sent > 0)
    list(other).push(['genuine'])
    await until('it has what others write', () => list(again).length === 2)
    expect(again.isSafe).toBe(false)
    expect(list(await storedDoc('catalog/C1')).toJSON()).toEqual(['genuine'])
  })

  it('does not open a document to those without rights', async () => {
    const stranger = client('journal/T2/2026-11-20', { durable: true, as: TILL })
    await until('refused', () => stranger.closeCodes.length > 0)
    expect(stranger.closeCodes).toEqual([4403])
  })

  it('brings readers what others write', async () => {
    const reader = client('catalog/C1', { as: TILL })
    const writer = client('catalog/C1')
    await until('in sync', () => reader.provider.synced && writer.provider.synced)
    for (let i = 0; i < 50; i++) list(writer).push([i])
    await until('the reader has all', () => list(reader).length === 50)
    const late = client('catalog/C1', { as: TILL })
    await until('a late reader has all', () => list(late).length === 50)
  })

  it('merges 10,000 updates of two clients', async () => {
    const first = client('catalog/C1', { durable: true })
    const second = client('catalog/C1', { durable: true })
    await until('in sync', () => first.provider.synced && second.provider.synced)
    for (let i = 0; i < 5000; i++) {
      list(first).push([`first ${i}`])
      list(second).push([`second ${i}`])
      if (i % 500 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await until('all are safe', () => first.isSafe && second.isSafe)
    await until('both have all', () => list(first).length === 10_000 && list(second).length === 10_000)
    await restart()
    const stored = list(await storedDoc('catalog/C1')).toJSON()
    expect(stored).toEqual(list(first).toJSON())
    expect(stored).toEqual(list(second).toJSON())
    expect(new Set(stored).size).toBe(10_000)
  })

  it('lets go of a document that nobody uses', async () => {
    const writer = client('catalog/C1', { durable: true })
    list(writer).push(['a'])
    await until('safe', () => writer.isSafe)
    expect(server.hub.figures()).toMatchObject({ connections: 1, openDocuments: 1, uncommittedUpdates: 0 })
    writer.destroy()
    await until('closed', () => server.hub.figures().openDocuments === 0)
    expect(list(await storedDoc('catalog/C1')).toJSON()).toEqual(['a'])
    expect(server.hub.figures()).toMatchObject({ connections: 0, openDocuments: 0 })
  })

  it('makes the edits of the relay itself, for clients and for the store', async () => {
    const watcher = client('catalog/C1')
    await until('in sync', () => watcher.provider.synced)
    await server.hub.change({ kind: 'catalog', catalog: toId('C1') }, doc => list(doc).push(['set up']))
    await until('the client sees it', () => list(watcher).length === 1)
    await restart()
    expect(list(await storedDoc('catalog/C1')).toJSON()).toEqual(['set up'])
    await server.hub.change({ kind: 'catalog', catalog: toId('C1') }, () => {})
  })

  it('hands on what an edit throws, and keeps what it did before', async () => {
    const edit = server.hub.change({ kind: 'settings' }, doc => {
      doc.getArray('stores').push(['half'])
      throw new Error('no second half')
    })
    await expect(edit).rejects.toThrow('no second half')
    await until('stored', async () => (await storedDoc('settings')).getArray('stores').length === 1)
  })

  it('closes the sockets it is told to close', async () => {
    const writer = client('catalog/C1', { durable: true })
    const other = client('catalog/C1', { as: TILL })
    await until('open', () => writer.provider.synced && other.provider.synced)
    server.hub.closeConnections(owner => owner.principal.kind === 'device', 'revoked')
    await until('closed', () => other.closeCodes.length > 0)
    expect(other.closeCodes).toEqual([4423])
    expect(writer.closeCodes).toEqual([])
  })

  it('closes a client that does not read, which comes back and has everything', async () => {
    await restart({ unsentBytes: 256 * 1024 })
    const writer = client('catalog/C1', { durable: true })
    const slow = await openRawClient(server.url, 'catalog/C1')
    slow.socket.pause()
    const text = 'x'.repeat(64 * 1024)
    // More than the buffers of both kernels take, so that the relay's own begin to fill.
    for (let i = 0; i < 400; i++) {
      list(writer).push([`${i} ${text}`])
      await until('safe', () => writer.isSafe)
      if (server.hub.figures().connections === 1) break
    }
    expect(server.hub.figures().connections).toBe(1)
    slow.socket.resume()
    await until('closed', () => slow.closed !== undefined)
    expect([4508, 1006]).toContain(slow.closed?.code)
    const back = client('catalog/C1')
    await until('it has all', () => list(back).length === list(writer).length)
  })

  it('counts the journal entries of a till, each once', async () => {
    const till: Principal = TILL
    const entry = (n: number) => [Uint8Array.of(1, 2, n)]
    for (const day of ['2026-11-19', '2026-11-20']) {
      const journal = client(`journal/T1/${day}`, { durable: true, as: till })
      journal.doc.getArray('entries').push([entry(1), entry(2), entry(2)])
      await until('safe', () => journal.isSafe)
    }
    expect(await server.hub.countJournalEntries(toId('T1'))).toBe(4)
    expect(await server.hub.countJournalEntries(toId('T1'))).toBe(4)
    await server.hub.change({ kind: 'journal', till: toId('T1'), day: toId('2026-11-20') }, doc =>
      doc.getArray('entries').push([entry(3)]),
    )
    expect(await server.hub.countJournalEntries(toId('T1'))).toBe(5)
    expect(await server.hub.countJournalEntries(toId('T'))).toBe(0)
    expect(await server.hub.listDocuments('journal/T1/')).toEqual([
      'journal/T1/2026-11-19',
      'journal/T1/2026-11-20',
    ])
    const figures = await server.hub.documentFigures()
    expect(figures.documents).toBe(2)
    expect(figures.storedBytes).toBeGreaterThan(0)
  })
})
