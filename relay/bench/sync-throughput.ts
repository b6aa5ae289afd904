/**
 * How many updates a second the relay takes, commits and acknowledges, and how long one waits for its
 * acknowledgement: `node --import tsx relay/bench/sync-throughput.ts`. On PostgreSQL when TEST_DATABASE_URL is set
 * or one answers on this machine, and on PGlite in memory. Clients and relay share this process.
 */
import { cpus } from 'node:os'
import { DURABLE_PARAMETER, encodeSyncStep2, encodeUpdate, readMessage } from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import { type TestDatabase, testDatabases } from '../src/testing/postgres.ts'
import { type SyncServer, startSyncServer } from '../test/harness/sync-server.ts'
import { until } from '../test/harness/until.ts'

const DOCUMENTS = 50
/** Bytes of one journal entry with three lines, signature included. */
const ENTRY_BYTES = 180

/** One writer of one document: sends updates made beforehand, and notes when each is acknowledged. */
interface Writer {
  send(): void
  readonly acknowledged: number
  /** Milliseconds from sending to acknowledgement. */
  readonly latencies: number[]
  close(): void
}

async function openWriter(server: SyncServer, index: number, count: number): Promise<Writer> {
  const frames = makeFrames(count)
  const socket = new WebSocket(
    `${server.url}/journal/T${index}/2026-11-20?${DURABLE_PARAMETER}=1&${as(index)}`,
  )
  const sentAt: number[] = []
  const latencies: number[] = []
  let acknowledged = 0
  let isOffered = false
  socket.on('message', data => {
    const message = readMessage(new Uint8Array(data as Buffer))
    if (message.kind === 'sync-step-1') socket.send(encodeSyncStep2(Uint8Array.of(0, 0)))
    if (message.kind !== 'durable') return
    isOffered = true
    const now = performance.now()
    // The first one counted is the step 2.
    for (; acknowledged < message.count - 1; acknowledged++)
      latencies.push(now - (sentAt[acknowledged] ?? now))
  })
  await until('offered', () => isOffered)
  return {
    send() {
      const frame = frames[sentAt.length]
      if (frame === undefined) throw new Error('nothing is left to send')
      sentAt.push(performance.now())
      socket.send(frame)
    },
    get acknowledged() {
      return acknowledged
    },
    latencies,
    close: () => socket.terminate(),
  }
}

function as(index: number): string {
  const till = { kind: 'device', till: `T${index}`, store: 'S1', catalog: 'C1' }
  return `as=${encodeURIComponent(JSON.stringify(till))}`
}

function makeFrames(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', update => frames.push(encodeUpdate(update)))
  const entries = doc.getArray('entries')
  for (let i = 0; i < count; i++) entries.push([[new Uint8Array(ENTRY_BYTES).fill(i)]])
  return frames
}

/** Every writer sends all it has at once: tills that come back after an outage. */
async function flood(server: SyncServer, each: number): Promise<{ rate: number; rates: string }> {
  const writers = await openWriters(server, each)
  const start = performance.now()
  for (let i = 0; i < each; i++) for (const writer of writers) writer.send()
  await until('all acknowledged', () => writers.every(writer => writer.acknowledged === each))
  const seconds = (performance.now() - start) / 1000
  for (const writer of writers) writer.close()
  const total = each * DOCUMENTS
  return { rate: total / seconds, rates: `${total} in ${seconds.toFixed(2)} s` }
}

/** A steady stream over all documents, well below what the relay can take. */
async function stream(server: SyncServer, perSecond: number, seconds: number): Promise<number[]> {
  const each = Math.ceil((perSecond * seconds) / DOCUMENTS)
  const writers = await openWriters(server, each)
  const start = performance.now()
  for (let sent = 0; sent < each * DOCUMENTS; ) {
    const due = Math.min(each * DOCUMENTS, ((performance.now() - start) / 1000) * perSecond)
    for (; sent < due; sent++) writers[sent % DOCUMENTS]?.send()
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await until('all acknowledged', () => writers.every(writer => writer.acknowledged === each))
  for (const writer of writers) writer.close()
  return writers.flatMap(writer => writer.latencies).sort((a, b) => a - b)
}

function openWriters(server: SyncServer, each: number): Promise<Writer[]> {
  return Promise.all(Array.from({ length: DOCUMENTS }, (_, index) => openWriter(server, index, each)))
}

async function onFreshServer<Result>(
  database: TestDatabase,
  work: (server: SyncServer) => Promise<Result>,
): Promise<Result> {
  const opened = await database.open()
  await migrate(opened)
  const server = await startSyncServer({ database: opened })
  const result = await work(server)
  await server.stop()
  await opened.close()
  return result
}

const at = (sorted: readonly number[], part: number) => sorted[Math.floor(sorted.length * part)] ?? 0

const rows: Record<string, string>[] = []
for (const database of await testDatabases()) {
  if (!database.available) continue
  const flooded = await onFreshServer(database, server => flood(server, 400))
  const latencies = await onFreshServer(database, server => stream(server, 500, 5))
  rows.push({
    store: database.name,
    'flood, 50 documents': flooded.rates,
    'updates/s': flooded.rate.toFixed(0),
    'p50 ms at 500/s': at(latencies, 0.5).toFixed(1),
    'p99 ms at 500/s': at(latencies, 0.99).toFixed(1),
  })
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`)
console.table(rows)
