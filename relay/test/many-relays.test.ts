import { createHash, sign } from 'node:crypto'
import {
  appendToLog,
  compareBytes,
  emptyJournal,
  LOGS,
  orderJournal,
  readLog,
  type SealedEntry,
  sealEntry,
} from '@evertill/crdt-model'
import { createClient } from '@redis/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildProjection } from '../src/projection/rebuild.ts'
import type { Database } from '../src/storage/database.ts'
import { openShopDatabase } from '../src/storage/shop-database.ts'
import { openTestPostgresql, postgresqlAnswers } from '../src/testing/postgres.ts'
import { type LoadBalancer, startLoadBalancer } from './harness/load-balancer.ts'
import { makeRandom } from './harness/random.ts'
import { type RedisProcess, redisCanStart, startRedis } from './harness/redis-process.ts'
import { type RelayProcess, startRelayProcess } from './harness/relay-process.ts'
import { type EnrolledTill, setUpTestShop, type TestShop } from './harness/shop.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const RELAYS = 3
const TILLS = 6
const DAY = '2026-11-20'
const [ENTRIES] = LOGS.journal
const SEED = Number(process.env.EVERTILL_SEED ?? 20_261_121)

const mustHavePostgresql = process.env.EVERTILL_REQUIRE_POSTGRES === '1'
const canRun = ((await postgresqlAnswers()) || mustHavePostgresql) && redisCanStart()
const title = `three relays on one PostgreSQL and one Redis (seed ${SEED})`

if (canRun) describe(title, suite)
else describe.skip(`${title}: no server answers`, () => {})

// Each y-websocket client listens for the end of the process.
process.setMaxListeners(100)

function suite(): void {
  const random = makeRandom(SEED)
  let store: { database: Database; url: string }
  let redis: RedisProcess
  let balancer: LoadBalancer
  let relays: RelayProcess[] = []
  let shop: TestShop
  let clients: YjsClient[] = []
  /** Messages that relays told each other over Redis. */
  let heard = 0
  let listener: ReturnType<typeof createClient>

  const startOne = (port = 0) => startRelayProcess({ DATABASE_URL: store.url, REDIS_URL: redis.url }, port)
  const open = (url: string, document: string, cookie: string, progress?: () => number) => {
    const client = openYjsClient(url, document, { cookie, durable: true, ...(progress && { progress }) })
    clients.push(client)
    return client
  }
  /** A client of the shop's customers at a relay: every till may write them. */
  const customersAt = (relay: number, till: number) => {
    const { url } = relayAt(relay)
    return open(`${url.replace('http', 'ws')}/sync`, 'customers', shop.tills[till]?.cookie ?? '')
  }
  const relayAt = (index: number) => {
    const relay = relays[index]
    if (relay === undefined) throw new Error('there are three relays')
    return relay
  }
  const customers = (client: YjsClient) => client.doc.getArray<string>('customers')
  const closeClients = () => {
    for (const client of clients) client.destroy()
    clients = []
  }

  beforeAll(async () => {
    store = await openTestPostgresql()
    redis = await startRedis()
    listener = createClient({ url: redis.url, socket: { reconnectStrategy: 50 } })
    listener.on('error', () => {})
    await listener.connect()
    await listener.pSubscribe('evertill/*', () => heard++)
    // One first: it brings the schema up to date.
    relays = [await startOne()]
    relays.push(...(await Promise.all(Array.from({ length: RELAYS - 1 }, () => startOne()))))
    shop = await setUpTestShop(relayAt(0), TILLS)
    balancer = await startLoadBalancer(() => relays.map(relay => relay.port))
  }, 240_000)
  afterAll(async () => {
    closeClients()
    await balancer?.stop()
    await Promise.all(relays.map(relay => relay.end('SIGKILL')))
    listener?.destroy()
    await redis?.kill()
    await store?.database.close()
  })

  it('shows clients of different relays the edits of the others at once', async () => {
    const [a, b, c] = [customersAt(0, 0), customersAt(1, 1), customersAt(2, 2)]
    await until('all in sync', () => [a, b, c].every(client => client.isSafe))
    const before = heard
    customers(a).push(['from a'])
    await until('the others have it', () => [b, c].every(client => customers(client).length === 1))
    // Not only in the database, where the others look once a second.
    await until('Redis has carried it', () => heard > before)
    customers(b).push(['from b'])
    customers(c).push(['from c'])
    await until('everybody has all', () => [a, b, c].every(client => customers(client).length === 3))
    expect(customers(a).toJSON()).toEqual(customers(b).toJSON())
    expect(customers(a).toJSON()).toEqual(customers(c).toJSON())
    closeClients()
  })

  it('converges through PostgreSQL while Redis is dead, and at once when it is back', async () => {
    const [a, b] = [customersAt(0, 0), customersAt(1, 1)]
    await until('both in sync', () => a.isSafe && b.isSafe)
    const before = customers(a).length
    await redis.kill()
    for (let i = 0; i < 20; i++) {
      customers(i % 2 === 0 ? a : b).push([`without Redis ${i}`])
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    await until('both have all', () =>
      [a, b].every(client => customers(client).length === before + 20 && client.isSafe),
    )
    await redis.start()
    const heardBefore = heard
    let more = 0
    await until('Redis carries edits again', async () => {
      customers(a).push([`with Redis again ${more++}`])
      await new Promise(resolve => setTimeout(resolve, 50))
      return heard > heardBefore
    })
    await until('the other has all', () => customers(b).length === before + 20 + more)
    expect(customers(a).toJSON()).toEqual(customers(b).toJSON())
    closeClients()
  })

  it('J5 counts one of two entries of a number that came by two relays, and finds the other', async () => {
    const till = shop.tills[0]
    if (till === undefined) throw new Error('the shop has tills')
    const journal = `journal/${till.till}/2026-10-01`
    const [winner, second, third, last] = await sealFirsts(till)
    if (!winner || !second || !third || !last) throw new Error('four were sealed')
    const one = open(relayAt(0).syncUrl, journal, till.cookie)
    const other = open(relayAt(1).syncUrl, journal, till.cookie)
    await until('both in sync', () => one.isSafe && other.isSafe)
    const counts = (sealed: SealedEntry) =>
      until('it counts', async () => {
        const rows = await store.database.query<{ hash: string }>('select hash from journal_entries')
        return rows.length === 1 && rows[0]?.hash === Buffer.from(sealed.hash).toString('hex')
      })
    // At nearly the same time.
    appendToLog(one.doc, ENTRIES, [last.bytes])
    appendToLog(other.doc, ENTRIES, [third.bytes])
    await counts(third)
    // After the others became rows, through the one relay and through the other.
    appendToLog(other.doc, ENTRIES, [second.bytes])
    await counts(second)
    appendToLog(one.doc, ENTRIES, [winner.bytes])
    await counts(winner)
    await until('everybody has all', () =>
      [one, other].every(client => client.isSafe && readLog(client.doc, ENTRIES).length === 4),
    )
    for (const { doc } of [one, other]) {
      expect(orderJournal(readLog(doc, ENTRIES)).entries.map(({ bytes }) => bytes)).toEqual([winner.bytes])
    }
    const found = async () => {
      const answer = await fetch(`${relayAt(2).url}/api/findings`, { headers: { cookie: shop.ownerCookie } })
      const { findings } = (await answer.json()) as { findings: { kind: string; document: string }[] }
      return findings.filter(finding => finding.document === journal).map(({ kind }) => kind)
    }
    await until('the others are found', async () => (await found()).join() === 'duplicate-differs')
    const report = await rebuildProjection(await openShopDatabase(store.database))
    expect(report).toMatchObject({ differed: {}, blocked: [], caughtUp: 0 })
    closeClients()
  })

  it('closes the sockets of a session that ended at another relay', async () => {
    const last = shop.tills.at(-1)
    if (last === undefined) throw new Error('the shop has tills')
    const till = customersAt(2, TILLS - 1)
    await until('in sync', () => till.isSafe)
    const answer = await fetch(`${relayAt(0).url}/api/tills`, { headers: { cookie: shop.ownerCookie } })
    const { tills } = (await answer.json()) as { tills: { till: string; device: { id: string } | null }[] }
    const device = tills.find(one => one.till === last.till)?.device?.id
    const revoked = await fetch(`${relayAt(0).url}/api/devices/${device}`, {
      method: 'DELETE',
      headers: { cookie: shop.ownerCookie, 'content-type': 'application/json' },
    })
    expect(revoked.ok).toBe(true)
    await until('closed', () => till.closeCodes.length > 0)
    expect(till.closeCodes[0]).toBe(4423)
    closeClients()
  })

  it('loses nothing acknowledged when a relay is killed mid-traffic behind a load balancer', async () => {
    const url = `ws://127.0.0.1:${balancer.port}/sync`
    const pushing = shop.tills.slice(0, TILLS - 1).map(({ till, cookie }) => {
      const written: string[] = []
      const client = open(url, `journal/${till}/${DAY}`, cookie, () => written.length)
      let timer: NodeJS.Timeout | undefined
      const push = () => {
        const text = `${till} ${written.length + 1} ${'x'.repeat(Math.floor(random() * 100))}`
        written.push(text)
        appendToLog(client.doc, ENTRIES, [new TextEncoder().encode(text)])
        timer = setTimeout(push, random() * 10)
      }
      push()
      return { client, written, till, pause: () => clearTimeout(timer) }
    })
    for (const round of [0, 1]) {
      const before = pushing.map(({ client }) => client.acknowledged)
      await until(`round ${round}: all are acknowledged something`, () =>
        pushing.every(({ client }, index) => client.acknowledged > (before[index] ?? 0)),
      )
      await new Promise(resolve => setTimeout(resolve, random() * 500))
      const victim = relayAt(round)
      const acknowledged = pushing.map(({ client }) => client.acknowledged)
      await victim.end('SIGKILL')
      // Every acknowledged entry is there at the two that live, before anybody brings it again.
      const stored = await countStored(2, pushing)
      for (const [index, count] of stored.entries()) {
        expect(count).toBeGreaterThanOrEqual(acknowledged[index] ?? 0)
      }
      relays[round] = await startOne(victim.port)
    }
    for (const { pause } of pushing) pause()
    await until('all is safe', () =>
      pushing.every(({ client, written }) => client.isSafe && client.acknowledged === written.length),
    )
    for (const { client, written } of pushing) {
      expect(readLog(client.doc, ENTRIES).map(textOf)).toEqual(written)
    }
    expect(await countStored(1, pushing)).toEqual(pushing.map(({ written }) => written.length))
    closeClients()
  }, 240_000)

  /** How many entries a relay gives of each journal to somebody who has nothing. */
  async function countStored(relay: number, journals: readonly { till: string }[]): Promise<number[]> {
    const readers = journals.map(({ till }) =>
      openYjsClient(relayAt(relay).syncUrl, `journal/${till}/${DAY}`, { cookie: shop.ownerCookie }),
    )
    await until('every journal is here', () => readers.every(reader => reader.provider.synced))
    const counts = readers.map(reader => new Set(readLog(reader.doc, ENTRIES).map(textOf)).size)
    for (const reader of readers) reader.destroy()
    return counts
  }
}

/**
 * Genuine entries of the till's first number, as a tablet makes them whose memory is put back between them. In their
 * order by bytes: the first is the one that counts.
 */
async function sealFirsts({ till, enrolled, keys }: EnrolledTill): Promise<SealedEntry[]> {
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
  const sha256 = async (data: Uint8Array) => Uint8Array.from(createHash('sha256').update(data).digest())
  const signer = { sha256, sign: async (data: Uint8Array) => Uint8Array.from(sign('sha256', data, key)) }
  const head = await emptyJournal(till, enrolled.epoch, sha256)
  const sealed = await Promise.all(
    [0, 1, 2, 3].map(second => {
      const at = Date.UTC(2026, 9, 1, 12, 0, second)
      return sealEntry(head, { at, offsetMinutes: 0, operator: null, event: { kind: 'sign-in' } }, signer)
    }),
  )
  return sealed.sort((one, other) => compareBytes(one.bytes, other.bytes))
}

function textOf(entry: unknown): string {
  return entry instanceof Uint8Array ? new TextDecoder().decode(entry) : 'not an entry'
}
