/**
 * What large work on a document costs everybody else: `node --import tsx relay/bench/compaction.ts`, or what is named
 * behind it of `import` (100,000 products in pieces, to PGlite in memory), `edits` (20,000 of one entry, to PostgreSQL),
 * `tail` (a document of 1.7 MB and 20,000 edits is loaded and folded) and `update` (16 MB in one update). The longest
 * pause is what another connection may have waited; of it, what the main thread worked is told where Node can say it.
 */
import { encodeSyncStep2, encodeUpdate, readMessage } from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import { openShopDatabase, type ShopDatabase } from '../src/storage/shop-database.ts'
import { DocumentStore } from '../src/sync/document-store.ts'
import { testDatabases } from '../src/testing/postgres.ts'
import { type SyncServer, startSyncServer } from '../test/harness/sync-server.ts'

/** Sends updates made beforehand, and resolves when all are acknowledged. */
async function push(url: string, updates: readonly Uint8Array[], atOnce: number): Promise<void> {
  const socket = new WebSocket(`${url}/${NAME}?durable=1`)
  let durable = 0
  let isReady = false
  socket.on('message', data => {
    const message = readMessage(new Uint8Array(data as Buffer))
    if (message.kind === 'sync-step-1') {
      socket.send(encodeSyncStep2(Uint8Array.of(0, 0)))
      isReady = true
    }
    if (message.kind === 'durable') durable = message.count
  })
  const tick = () => new Promise(resolve => setTimeout(resolve, 2))
  while (!isReady) await tick()
  for (let sent = 0; durable <= updates.length; ) {
    for (; sent < updates.length && sent - durable < atOnce; sent++)
      socket.send(encodeUpdate(updates[sent] ?? Uint8Array.of(0, 0)))
    await tick()
    if (durable === updates.length + 1) break
  }
  socket.terminate()
}

/** @param first how many entries the first update has, where it is another number */
function makeUpdates(count: number, entriesEach: number, first = entriesEach): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  const log = doc.getArray('products')
  let number = 0
  for (let i = 0; i < count; i++) {
    const entries = Array.from({ length: i === 0 ? first : entriesEach }, () => {
      number++
      const fields = {
        name: `Product ${number}`,
        price: number,
        sku: `SKU-${number}`,
        department: 'd1',
        brand: 'Brand',
      }
      return ['benchbench', number, `product-${number}`, fields, {}, 'bench', 0]
    })
    // Of many pages: Yjs copies a client's whole run of values for each that is added to it.
    if (i > 0 && first !== entriesEach) doc.clientID = 2 + Math.floor(i / 500)
    log.push(entries)
  }
  return updates
}

/** Watches how long nobody is served: milliseconds by the clock, and of the main thread's own work. */
function watchPauses(): () => { clock: number; work: number } {
  let last = { clock: performance.now(), work: threadMs() }
  const longest = { clock: 0, work: 0 }
  let isOver = false
  const look = () => {
    const now = { clock: performance.now(), work: threadMs() }
    longest.clock = Math.max(longest.clock, now.clock - last.clock)
    longest.work = Math.max(longest.work, now.work - last.work)
    last = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  return () => {
    isOver = true
    return longest
  }
}

/** The processor time of this thread, where Node tells it (from 23.9 on). */
function threadMs(): number {
  if (!('threadCpuUsage' in process) || typeof process.threadCpuUsage !== 'function') return Number.NaN
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

interface Case {
  readonly what: string
  readonly database: 'PGlite' | 'PostgreSQL'
  /** @returns what is to be watched */
  prepare(server: SyncServer, database: ShopDatabase): Promise<() => Promise<void>>
}

const NAME = 'catalog/C1'
/** A 16 MB update of a catalog: a first import in one piece. */
const LARGE_ENTRIES = 200_000

/** A large document waits for a large tail: see `isTailLong`. */
const EDITS_TO_FOLD = 20_000

const CASES: Readonly<Record<string, Case>> = {
  import: {
    what: 'import of 100,000 products, 500 an update',
    database: 'PGlite',
    async prepare(server) {
      const updates = makeUpdates(200, 500)
      return () => push(server.url, updates, 4)
    },
  },
  edits: {
    what: '20,000 edits of one entry',
    database: 'PostgreSQL',
    async prepare(server) {
      const updates = makeUpdates(20_000, 1)
      return () => push(server.url, updates, 2000)
    },
  },
  tail: {
    what: '20,000 edits behind 1.7 MB are loaded and folded',
    database: 'PostgreSQL',
    async prepare(server, database) {
      const store = new DocumentStore(database)
      const [document = 0] = (await store.numberDocuments([NAME])).values()
      const [whole = Uint8Array.of(0, 0), ...edits] = makeUpdates(EDITS_TO_FOLD + 1, 1, 15_000)
      await store.append([{ document, data: whole, bound: [] }])
      const from = await store.readWhole(document)
      await store.replaceSnapshot(document, from, { snapshot: whole, removal: null })
      for (let done = 0; done < edits.length; done += 5000)
        await store.append(edits.slice(done, done + 5000).map(data => ({ document, data, bound: [] })))
      return async () => {
        // Who only reads what is stored does not open it.
        const socket = new WebSocket(`${server.url}/${NAME}`)
        const isFolded = () => server.log.lines.some(line => line.message === 'compacted')
        while (!isFolded()) await new Promise(resolve => setTimeout(resolve, 20))
        socket.terminate()
      }
    },
  },
  update: {
    what: `${LARGE_ENTRIES} products in one update`,
    database: 'PostgreSQL',
    async prepare(server) {
      const updates = makeUpdates(1, LARGE_ENTRIES)
      console.log(`  of ${((updates[0]?.byteLength ?? 0) / 1024 / 1024).toFixed(1)} MB`)
      return () => push(server.url, updates, 1)
    },
  },
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CASES)
for (const name of chosen) {
  const one = CASES[name]
  if (one === undefined) throw new Error(`there is no ${name}: ${Object.keys(CASES).join(', ')}`)
  const found = (await testDatabases()).find(each => each.name === one.database && each.available)
  if (found === undefined) continue
  const opened = await found.open()
  await migrate(opened)
  const server = await startSyncServer({ database: opened })
  const work = await one.prepare(server, await openShopDatabase(opened))
  const watched = watchPauses()
  const startedAt = performance.now()
  await work()
  const seconds = (performance.now() - startedAt) / 1000
  // The last compaction is still to come.
  await new Promise(resolve => setTimeout(resolve, 3000))
  const longest = watched()
  const compactions = server.log.lines.filter(line => line.message === 'compacted').length
  console.log(
    `${one.database}: ${one.what}: ${seconds.toFixed(1)} s, ${compactions} compactions, longest pause ${longest.clock.toFixed(0)} ms, of its work ${longest.work.toFixed(0)} ms`,
  )
  await server.stop()
  await opened.close()
}
process.exit(0)
