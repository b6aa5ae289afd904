import {
  type DocumentId,
  encodeSyncStep1,
  encodeSyncStep2,
  formatDocumentId,
  readMessage,
  toId,
} from '@evertill/crdt-model'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { replayUpdates } from '../src/sync/replay-updates.ts'
import { DEFAULT_LIMITS } from '../src/sync/sync-limits.ts'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { openRawClient, type RawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient } from './harness/yjs-client.ts'

const CATALOG: DocumentId = { kind: 'catalog', catalog: toId('C1') }
const NAME = formatDocumentId(CATALOG)
const ENTRIES = 50_000
/** What one part weighs at most: the bound, one run of values more, and the few bytes around it. */
const MOST = DEFAULT_LIMITS.answerPartBytes + 16 * 1024
const SLOW_READERS = 20

/** A catalog of about 10 MB that four people wrote in turns, each entry before the last: a struct each, as costly as can be. */
function largeDocument(): Uint8Array {
  const doc = new Y.Doc()
  const products = doc.getArray('products')
  for (let written = 0; written < ENTRIES; written += 500) {
    doc.clientID = 1 + ((written / 500) % 4)
    doc.transact(() => {
      for (let index = 0; index < 500; index++) products.insert(0, [[`r-${written}`, index, 'x'.repeat(180)]])
    })
  }
  return Y.encodeStateAsUpdate(doc)
}

await describePostgresql('large documents', () => {
  let database: Database
  let snapshot: Uint8Array
  let server: SyncServer
  let raws: RawClient[]

  beforeAll(async () => {
    database = (await openTestPostgresql()).database
    await migrate(database)
    snapshot = largeDocument()
    await database.query(
      `with made as (
         insert into documents (organisation, name) select organisation, $1 from relay returning organisation, id)
       insert into snapshots (organisation, document, through_seq, data)
       select organisation, id, 0, decode($2::text, 'hex') from made`,
      [NAME, Buffer.from(snapshot).toString('hex')],
    )
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    server = await startSyncServer({ database, limits: { heartbeatMs: 60_000 } })
    raws = []
  })
  afterEach(async () => {
    for (const raw of raws) raw.socket.terminate()
    await server.stop()
  })

  const open = async () => {
    const raw = await openRawClient(server.url, NAME)
    raws.push(raw)
    return raw
  }
  const isWhole = (raw: RawClient) => raw.frames.some(frame => readMessage(frame).kind === 'sync-step-2')
  const bytesOf = (raw: RawClient) => raw.frames.reduce((sum, frame) => sum + frame.byteLength, 0)
  const apply = (doc: Y.Doc, frames: readonly Uint8Array[]) => {
    for (const frame of frames) {
      const message = readMessage(frame)
      if (message.kind !== 'update' && message.kind !== 'sync-step-2') continue
      Y.applyUpdate(doc, message.update)
      // Each part builds on what came before it.
      expect(doc.store.pendingStructs).toBeNull()
    }
  }

  it('go out in parts, and a download that broke off goes on where it was', async () => {
    const first = await open()
    const doc = new Y.Doc()
    first.sendBytes(encodeSyncStep1(Y.encodeStateVector(doc)))
    await until('half of it is here', () => bytesOf(first) > snapshot.byteLength / 2)
    first.socket.terminate()
    expect(isWhole(first)).toBe(false)
    apply(doc, first.frames)

    const second = await open()
    second.sendBytes(encodeSyncStep1(Y.encodeStateVector(doc)))
    await until('whole', () => isWhole(second))
    apply(doc, second.frames)
    expect(doc.getArray('products').length).toBe(ENTRIES)
    for (const frame of [...first.frames, ...second.frames]) expect(frame.byteLength).toBeLessThan(MOST)
    // What was here is not sent again.
    expect(bytesOf(first) + bytesOf(second)).toBeLessThan(snapshot.byteLength * 1.02)
  }, 30_000)

  it('reach the unmodified client whole, with what was written while they were on their way', async () => {
    const client = openYjsClient(server.url, NAME)
    try {
      await until('some of it is here', () => client.doc.getArray('products').length > 1000)
      await server.hub.change(CATALOG, doc => doc.getArray('products').push(['meanwhile']))
      await until('in sync', () => client.provider.synced)
      const products = client.doc.getArray('products')
      await until('all is here', () => products.length === ENTRIES + 1)
      expect(client.doc.store.pendingStructs).toBeNull()
      await server.hub.change(CATALOG, doc => {
        const last = doc.getArray('products').length - 1
        doc.getArray('products').delete(last)
      })
      await until('news come again', () => products.length === ENTRIES)
    } finally {
      client.destroy()
    }
  }, 30_000)

  it('cost little memory for readers that do not read, and converge when they do', async () => {
    const warm = await open()
    warm.sendBytes(encodeSyncStep1(Uint8Array.of(0)))
    await until('loaded', () => isWhole(warm))
    warm.socket.terminate()
    const slow = await Promise.all(Array.from({ length: SLOW_READERS }, open))
    const before = process.memoryUsage().arrayBuffers
    for (const raw of slow) {
      raw.socket.pause()
      raw.sendBytes(encodeSyncStep1(Uint8Array.of(0)))
    }
    const other = await open()
    // An answer by the loaded relay: everything before it was dealt with.
    other.sendBytes(encodeSyncStep1(Y.encodeStateVector(replayUpdates(snapshot, []))))
    await until('somebody else is answered', () => isWhole(other))
    // Whole answers would be 200 MB; the parts that the sockets took, and one each, are not a tenth.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((SLOW_READERS * snapshot.byteLength) / 5)
    const [one, ...others] = slow
    for (const raw of others) raw.socket.terminate()
    one?.socket.resume()
    await until('whole', () => one !== undefined && isWhole(one))
    const doc = new Y.Doc()
    apply(doc, one?.frames ?? [])
    expect(doc.getArray('products').length).toBeGreaterThanOrEqual(ENTRIES)
  }, 30_000)

  it('are loaded while others are served', async () => {
    const startedAt = computed()
    replayUpdates(snapshot, []).destroy()
    const atOnce = computed() - startedAt
    let longest = 0
    let last = computed()
    const watch = setInterval(() => {
      longest = Math.max(longest, computed() - last)
      last = computed()
    }, 1)
    const other = openYjsClient(server.url, 'settings', { durable: true })
    const asking = await open()
    asking.sendBytes(encodeSyncStep2(Uint8Array.of(0, 0)))
    try {
      other.doc.getArray('stores').push(['a'])
      await until('the other is served', () => other.isSafe)
      await until('loaded', () => asking.frames.length > 0)
    } finally {
      clearInterval(watch)
      other.destroy()
    }
    // It is a sixth of it.
    expect(longest).toBeLessThan(atOnce)
  }, 30_000)
})

/** What this process has computed so far, in milliseconds: other work on the machine does not count. */
function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
