import { CLOSE, type RefusalCode, readMessage } from '@evertill/crdt-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { createDatabaseQuarantine } from '../src/quarantine/database-quarantine.ts'
import type { Database } from '../src/storage/database.ts'
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openShopDatabase } from '../src/storage/shop-database.ts'
import { pgliteTemplate } from '../src/testing/pglite-template.ts'
import { ATTACKS, HUGE_FRAME, NOTHING_TO_OFFER } from './harness/attacks.ts'
import { openRawClient } from './harness/raw-client.ts'
import { type SyncServer, startSyncServer } from './harness/sync-server.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

/** Written by every till and every manager: where one of them may try to harm another. */
const DOCUMENT = 'customers'
const list = (doc: Y.Doc) => doc.getArray<unknown>('list')

describe('attacks on a document that the attacker may write', () => {
  let database: Database
  let server: SyncServer
  let victim: YjsClient

  beforeAll(async () => {
    database = await openEmbeddedDatabase(null, await pgliteTemplate())
    await migrate(database)
    const quarantine = createDatabaseQuarantine(await openShopDatabase(database), Date.now)
    server = await startSyncServer({ database, quarantine })
    victim = openYjsClient(`${server.url}`, DOCUMENT, { durable: true })
    list(victim.doc).push(['first'])
    await until('safe', () => victim.isSafe)
  }, 60_000)
  afterAll(async () => {
    victim.destroy()
    await server.stop()
    await database.close()
  })

  const quarantined = () =>
    database.query<{ code: string; writer: string; size: number; kept: boolean }>(
      'select code, writer, size, data is not null as kept from quarantined_updates order by id',
    )

  it.each(ATTACKS)('$name: stores nothing, reaches nobody, and its victim writes on', async each => {
    const before = list(victim.doc).length
    const heard = victim.provider.awareness.getStates().size
    const raw = await openRawClient(server.url, DOCUMENT, 'session=mallory')
    raw.socket.on('error', () => {})
    await raw.next()
    raw.sendBytes(NOTHING_TO_OFFER)
    const target = { client: victim.doc.clientID, clock: before }
    for (const frame of each.frames(target)) raw.sendBytes(frame)
    if (each.name === HUGE_FRAME) {
      await until('closed', () => raw.closed !== undefined)
      expect([1009, 1006]).toContain(raw.closed?.code)
    } else if (each.closes.length > 0) {
      await until('closed', () => raw.closed !== undefined)
      expect(each.closes).toContain(raw.closed?.code)
    } else {
      // What follows is answered: the connection was not harmed, and was not believed.
      raw.send(0, 0, 1, 0)
      await until('answered', () => raw.frames.some(frame => readMessage(frame).kind === 'sync-step-2'))
    }
    list(victim.doc).push([each.name])
    await until('safe', () => victim.isSafe)
    const fresh = openYjsClient(server.url, DOCUMENT, {})
    await until('a newcomer has all', () => list(fresh.doc).length === before + 1)
    expect(list(fresh.doc).toJSON()).toEqual(list(victim.doc).toJSON())
    fresh.destroy()
    expect(victim.provider.awareness.getStates().size).toBe(heard)
    expect(victim.closeCodes).toEqual([])
    raw.socket.terminate()
  })

  it('keeps what was refused, with its sender and the reason, and little of it', async () => {
    const kept = await quarantined()
    const closing = ATTACKS.filter(each => each.closes.length > 0)
    expect(kept).toHaveLength(closing.length)
    for (const [index, { closes }] of closing.entries()) {
      expect(closes).toContain(CLOSE[kept[index]?.code as RefusalCode])
    }
    expect(new Set(kept.map(row => row.writer))).toEqual(new Set(['user:mallory']))
    expect(kept.every(row => row.kept)).toBe(true)
  })

  it('does not let one sender fill the quarantine', async () => {
    for (let i = 0; i < 60; i++) {
      const raw = await openRawClient(server.url, DOCUMENT, 'session=mallory')
      raw.sendBytes(NOTHING_TO_OFFER)
      raw.send(0, 2, 3, 9, 9, i)
      await until('closed', () => raw.closed !== undefined)
    }
    await until('all are dealt with', async () => {
      const [row] = await database.query<{ n: number }>(
        'select coalesce(sum(times + others), 0)::int as n from quarantined_updates',
      )
      return row?.n === 66
    })
    expect(await quarantined()).toHaveLength(50)
  })
})
