/**
 * What a large import and many edits cost: `node --import tsx relay/bench/compaction.ts`. The import goes to PGlite
 * in memory, the edits to PostgreSQL; both are folded by the way, and the relay must go on answering.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { encodeSyncStep2, encodeUpdate, readMessage } from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { migrate } from '../src/storage/migrate.ts'
import { testDatabases } from '../src/testing/postgres.ts'
import { startSyncServer } from '../test/harness/sync-server.ts'

/** Sends updates made beforehand, and resolves with the seconds until all are acknowledged. */
async function push(url: string, updates: readonly Uint8Array[], atOnce: number): Promise<number> {
  const socket = new WebSocket(`${url}/catalog/C1?durable=1`)
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
  const started = performance.now()
  for (let sent = 0; durable <= updates.length; ) {
    for (; sent < updates.length && sent - durable < atOnce; sent++)
      socket.send(encodeUpdate(updates[sent] ?? Uint8Array.of(0, 0)))
    await tick()
    if (durable === updates.length + 1) break
  }
  socket.terminate()
  return (performance.now() - started) / 1000
}

function makeUpdates(count: number, entriesEach: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  const log = doc.getArray('products')
  let number = 0
  for (let i = 0; i < count; i++) {
    const entries = Array.from({ length: entriesEach }, () => {
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
    log.push(entries)
  }
  return updates
}

for (const database of await testDatabases()) {
  if (!database.available) continue
  const isEmbedded = database.name === 'PGlite'
  const what = isEmbedded ? 'import of 100,000 products, 500 an update' : '20,000 edits of one entry'
  const updates = isEmbedded ? makeUpdates(200, 500) : makeUpdates(20_000, 1)
  const opened = await database.open()
  await migrate(opened)
  const server = await startSyncServer({ database: opened })
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const seconds = await push(server.url, updates, isEmbedded ? 4 : 2000)
  // The last compaction is still to come.
  await new Promise(resolve => setTimeout(resolve, 3000))
  delay.disable()
  const compactions = server.log.lines.filter(line => line.message === 'compacted').length
  console.log(
    `${database.name}: ${what}: ${seconds.toFixed(1)} s, ${compactions} compactions, longest pause ${(delay.max / 1e6).toFixed(0)} ms`,
  )
  await server.stop()
  await opened.close()
}
process.exit(0)
