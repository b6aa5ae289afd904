import {
  type DocumentId,
  encodeSyncStep2,
  encodeUpdate,
  readMessage,
  type SyncMessage,
  toId,
} from '@evertill/crdt-model'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import { StoreUnavailableError } from '../src/sync/sync-hub.ts'
import type { SyncLimits } from '../src/sync/sync-limits.ts'
import { describeDatabases } from '../src/testing/postgres.ts'
import { type FaultyDatabase, isAppend, isLoad, makeFaulty } from './harness/faulty-database.ts'
import { hex, openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const CATALOG: DocumentId = { kind: 'catalog', catalog: toId('C1') }

await describeDatabases('sync in bad luck', open => {
  let database: FaultyDatabase
  let server: SyncServer
  let clients: YjsClient[]

  const start = async (limits: Partial<SyncLimits> = {}) => {
    server = await startSyncServer({ database, limits })
  }
  const restart = async (limits: Partial<SyncLimits> = {}) => {
    await server.stop()
    server = await startSyncServer({ database, limits, port: server.port })
  }
  beforeEach(async () => {
    database = makeFaulty(await open())
    await migrate(database)
    await start()
    clients = []
  })
  afterEach(async () => {
    database.before = () => {}
    database.after = () => {}
    for (const client of clients) client.destroy()
    await server.stop()
    await database.close()
  })

  const client = (options: Parameters<typeof openYjsClient>[2] = {}) => {
    const opened = openYjsClient(server.url, 'catalog/C1', { durable: true, ...options })
    clients.push(opened)
    return opened
  }
  const list = (doc: Y.Doc) => doc.getArray<unknown>('products')
  const stored = () => server.hub.read(CATALOG, doc => list(doc).toJSON())
  const rowCount = async () => {
    const [row] = await database.query<{ n: number }>('select count(*) as n from updates')
    return row?.n ?? 0
  }
  const frameOf = (...values: unknown[]) => {
    const doc = new Y.Doc()
    list(doc).push(values)
    return encodeUpdate(Y.encodeStateAsUpdate(doc))
  }

  it('never acknowledges before the commit', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let commit: () => void = () => {}
    database.before = text => (isAppend(text) ? new Promise(resolve => (commit = resolve)) : undefined)
    const watcher = client()
    list(writer.doc).push(['a'])
    // The other client has it, so the relay has dealt with it; the commit has not happened.
    await until('broadcast', () => list(watcher.doc).length === 1)
    expect(writer.durable).toBe(writer.sent - 1)
    expect(await rowCount()).toBe(0)
    database.before = () => {}
    let durableBeforeCommit = false
    database.after = text => {
      if (isAppend(text)) durableBeforeCommit = writer.isSafe
    }
    commit()
    await until('safe', () => writer.isSafe)
    expect(durableBeforeCommit).toBe(false)
    expect(await rowCount()).toBe(1)
  })

  it('keeps everything while the store fails, and commits it when it is back, though everybody has left', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let failures = 0
    database.before = text => {
      if (!isAppend(text)) return
      failures++
      throw new Error('the disk is full')
    }
    list(writer.doc).push(['a'])
    await until('it has failed a few times', () => failures >= 5)
    list(writer.doc).push(['b'])
    await until('the relay has both', () => server.hub.figures().uncommittedUpdates === 2)
    expect(writer.durable).toBe(writer.sent - 2)
    expect(server.hub.figures().storeFailingSince).not.toBeNull()
    expect(
      server.log.lines.some(line => line.level === 'error' && line.message.includes('cannot be committed')),
    ).toBe(true)
    await expect(stored()).rejects.toBeInstanceOf(StoreUnavailableError)
    writer.destroy()
    await until('everybody has left', () => server.hub.figures().connections === 0)
    const failuresThen = failures
    await until('idle for long, and failing', () => failures > failuresThen + 5)
    expect(server.hub.figures()).toMatchObject({ openDocuments: 1, uncommittedUpdates: 2 })
    database.before = () => {}
    await until('committed', () => server.hub.figures().uncommittedUpdates === 0)
    expect(server.hub.figures().storeFailingSince).toBeNull()
    await until('let go of', () => server.hub.figures().openDocuments === 0)
    expect(await stored()).toEqual(['a', 'b'])
  })

  it('takes an update twice when the answer to a commit was lost, and keeps it once', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let lost = 0
    database.after = text => {
      if (isAppend(text) && lost++ === 0) throw new Error('the connection broke after the commit')
    }
    list(writer.doc).push(['a'])
    await until('safe', () => writer.isSafe)
    expect(lost).toBe(2)
    expect(await stored()).toEqual(['a'])
  })

  it('never serves an empty document when loading fails', async () => {
    const writer = client()
    list(writer.doc).push(['a'])
    await until('safe', () => writer.isSafe)
    writer.destroy()
    await until('let go of', () => server.hub.figures().openDocuments === 0)
    database.before = text => {
      if (isLoad(text)) throw new Error('the store is away')
    }
    const raw = await openRawClient(server.url, 'catalog/C1', 'durable=1')
    raw.send(0, 0, 1, 0)
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4503)
    // A refusal, and nothing about the document.
    expect(raw.frames.map(frame => readMessage(frame).kind)).toEqual(['refused'])
    await expect(stored()).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(server.hub.change(CATALOG, () => {})).rejects.toBeInstanceOf(StoreUnavailableError)
    database.before = () => {}
    const reader = client()
    await until('loaded', () => list(reader.doc).length === 1)
  })

  it('shares one load between those who come at once, and takes what they send in its order', async () => {
    let loads = 0
    let release: () => void = () => {}
    const gate = new Promise<void>(resolve => (release = resolve))
    database.before = text => {
      if (!isLoad(text)) return
      loads++
      return gate
    }
    const raw = await openRawClient(server.url, 'catalog/C1', 'durable=1')
    const writer = client()
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    for (let i = 0; i < 20; i++) list(doc).push([i])
    raw.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    for (const update of updates) raw.sendBytes(encodeUpdate(update))
    await until('loading', () => loads > 0)
    expect(raw.frames).toEqual([])
    release()
    await until('all 21 are counted', () => raw.frames.map(f => readMessage(f)).some(isDurable(21)))
    await until('the other has them', () => list(writer.doc).length === 20)
    expect(list(writer.doc).toJSON()).toEqual(list(doc).toJSON())
    expect(loads).toBe(1)
  })

  it.each([
    ['an unknown message type', [77, 1, 2]],
    ['an unknown sync message', [0, 9, 1, 0]],
    ['nothing', []],
    ['an update that is cut off', [0, 2, 200, 1, 1]],
    ['an update that is not one', [0, 2, 4, 1, 1, 1, 1]],
    ['a V2 update', [...v2Update()]],
    ['a state vector that is not one', [0, 0, 2, 200, 200]],
    ['awareness that is not JSON', [1, 5, 1, 1, 1, 1, 123]],
    ['a message only the relay may send', [100, 5]],
  ])('closes the sender of %s, and nobody else notices', async (_what, bytes) => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    const raw = await openRawClient(server.url, 'catalog/C1', 'durable=1')
    await raw.next()
    raw.send(...bytes)
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4400)
    expect(raw.closed?.reason).not.toBe('')
    expect(readMessage(raw.frames.at(-1) ?? new Uint8Array())).toMatchObject({
      kind: 'refused',
      code: 'malformedFrame',
      retry: false,
    })
    expect(await rowCount()).toBe(0)
    list(writer.doc).push(['unharmed'])
    await until('safe', () => writer.isSafe)
    expect(writer.closeCodes).toEqual([])
    expect(await stored()).toEqual(['unharmed'])
  })

  it('closes the sender of a text frame', async () => {
    const raw = await openRawClient(server.url, 'catalog/C1')
    raw.socket.send('hello')
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4400)
  })

  /** A document of somebody and the updates that made it, one for each value. */
  const editsOf = (count: number, onTopOf?: Uint8Array) => {
    const doc = new Y.Doc()
    if (onTopOf) Y.applyUpdate(doc, onTopOf)
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    for (let i = 0; i < count; i++) list(doc).push([i])
    return { doc, updates }
  }

  it('keeps what builds on another’s update until that one is here, and acknowledges it only then', async () => {
    const { doc, updates } = editsOf(2)
    const later = editsOf(3, Y.encodeStateAsUpdate(doc))
    const [raw, other] = await Promise.all([
      openRawClient(server.url, 'catalog/C1', 'durable=1'),
      openRawClient(server.url, 'catalog/C1', 'durable=1'),
    ])
    raw.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    for (const update of later.updates) raw.sendBytes(encodeUpdate(update))
    await until('the step 2 counts', () => raw.frames.map(f => readMessage(f)).some(isDurable(1)))
    other.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    await until('nothing else does', () => other.frames.map(f => readMessage(f)).some(isDurable(1)))
    expect(await stored()).toEqual([])
    for (const update of updates) other.sendBytes(encodeUpdate(update))
    await until('all count', () => raw.frames.map(f => readMessage(f)).some(isDurable(4)))
    expect(await stored()).toEqual([0, 1, 0, 1, 2])
    expect(raw.closed).toBeUndefined()
  })

  it('refuses what builds on another’s update that does not come', async () => {
    await restart({ waitingMs: 50 })
    const later = editsOf(1, Y.encodeStateAsUpdate(editsOf(1).doc))
    const raw = await openRawClient(server.url, 'catalog/C1')
    raw.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    for (const update of later.updates) raw.sendBytes(encodeUpdate(update))
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4462)
    expect(await rowCount()).toBe(0)
  })

  it('refuses a gap in a client’s own clocks at once', async () => {
    const { updates } = editsOf(3)
    const raw = await openRawClient(server.url, 'catalog/C1')
    raw.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    for (const update of [updates[0], updates[2]]) if (update) raw.sendBytes(encodeUpdate(update))
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4462)
    expect(await stored()).toEqual([0])
  })

  it('keeps only so many updates before a step 2', async () => {
    await restart({ waitingUpdates: 3 })
    const { updates } = editsOf(6)
    const raw = await openRawClient(server.url, 'catalog/C1')
    for (const update of updates.slice(1)) raw.sendBytes(encodeUpdate(update))
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed?.code).toBe(4413)
    expect(await rowCount()).toBe(0)
  })

  it('refuses what exceeds its bounds', async () => {
    await restart({ updateBytes: 100, awarenessBytes: 100 })
    const large = await openRawClient(server.url, 'catalog/C1')
    large.sendBytes(frameOf('x'.repeat(200)))
    await until('closed', () => large.closed !== undefined)
    expect(large.closed?.code).toBe(4413)
    const loud = await openRawClient(server.url, 'catalog/C1')
    loud.sendBytes(Uint8Array.from([1, 120, ...new Array<number>(120).fill(0)]))
    await until('closed', () => loud.closed !== undefined)
    expect(loud.closed?.code).toBe(4413)
    expect(await rowCount()).toBe(0)
  })

  it('takes no more than it may hold uncommitted', async () => {
    await restart({ uncommittedBytes: 1000 })
    const writer = client()
    await until('in sync', () => writer.isSafe)
    database.before = text => {
      if (isAppend(text)) throw new Error('the disk is full')
    }
    for (let i = 0; i < 20; i++) list(writer.doc).push(['x'.repeat(100)])
    await until('refused', () => writer.closeCodes.length > 0)
    expect(writer.closeCodes[0]).toBe(4503)
    expect(writer.refusals[0]).toBe('storeUnavailable')
    expect(server.hub.figures().uncommittedBytes).toBeLessThanOrEqual(1000)
    database.before = () => {}
    await until('it came back and is safe', () => writer.isSafe)
    expect(await stored()).toHaveLength(20)
  })

  it('cuts a socket whose other side is gone', async () => {
    await restart({ heartbeatMs: 100 })
    const raw = await openRawClient(server.url, 'catalog/C1')
    await raw.next()
    const live = client()
    await until('in sync', () => live.isSafe)
    // No pong, no close: as a machine that lost its power.
    raw.socket.pause()
    await until('cut', () => server.hub.figures().connections === 1)
    expect(live.closeCodes).toEqual([])
    raw.socket.terminate()
  })

  it('sends something on a quiet connection, so that y-websocket does not give it up', async () => {
    await restart({ heartbeatMs: 100 })
    const raw = await openRawClient(server.url, 'catalog/C1')
    // Awareness of nobody.
    const keepAlives = () => raw.frames.filter(frame => hex(frame) === '01 01 00').length
    await until('it was sent twice', () => keepAlives() >= 2)
    expect(raw.closed).toBeUndefined()
  })

  it('commits what it holds when it is stopped', async () => {
    const writer = client()
    await until('in sync', () => writer.isSafe)
    let commit: () => void = () => {}
    database.before = text => (isAppend(text) ? new Promise(resolve => (commit = resolve)) : undefined)
    list(writer.doc).push(['a'])
    await until('taken', () => server.hub.figures().uncommittedUpdates === 1)
    const stopped = server.hub.stop()
    database.before = () => {}
    commit()
    await stopped
    expect(await rowCount()).toBe(1)
    await until('closed', () => writer.closeCodes.length > 0)
    expect(writer.closeCodes[0]).toBe(1012)
  })

  it('says so when it must stop without having committed, and acknowledges nothing', async () => {
    await restart({ stopMs: 50 })
    const writer = client()
    await until('in sync', () => writer.isSafe)
    database.before = text => {
      if (isAppend(text)) throw new Error('the disk is full')
    }
    list(writer.doc).push(['a'])
    await until('taken', () => server.hub.figures().uncommittedUpdates === 1)
    const durable = writer.durable
    const change = server.hub.change(CATALOG, doc => list(doc).push(['b']))
    const outcome = expect(change).rejects.toBeInstanceOf(StoreUnavailableError)
    await server.hub.stop()
    await outcome
    expect(writer.durable).toBe(durable)
    expect(server.log.lines.some(line => line.message.includes('never committed'))).toBe(true)
  })
})

function isDurable(count: number): (message: SyncMessage) => boolean {
  return message => message.kind === 'durable' && message.count === count
}

function v2Update(): Uint8Array {
  const doc = new Y.Doc()
  doc.getArray('products').push(['a'])
  return encodeUpdate(Y.encodeStateAsUpdateV2(doc))
}
