import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendToLog, LOGS, readLog } from '@evertill/crdt-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from '../src/storage/embedded-database.ts'
import { pgliteTemplate } from '../src/testing/pglite-template.ts'
import { openTestPostgresql, postgresqlAnswers } from '../src/testing/postgres.ts'
import { makeRandom } from './harness/random.ts'
import { type RelayProcess, startRelayProcess } from './harness/relay-process.ts'
import { setUpTestShop, type TestShop } from './harness/shop.ts'
import { until } from './harness/until.ts'
import { openYjsClient, type YjsClient } from './harness/yjs-client.ts'

const TILLS = 20
const DAY = '2026-11-20'
const [ENTRIES] = LOGS.journal
/** When the relay is killed, how long the tills push before it, what is in the entries. Change it to try others. */
const SEED = Number(process.env.EVERTILL_SEED ?? 20_261_120)

interface Storage {
  readonly name: string
  /** How often the relay is killed with the tills staying away. Each round starts it anew, which takes PGlite long. */
  readonly rounds: number
  /** Environment of the relay. */
  open(): Promise<{ environment: Record<string, string>; remove: () => Promise<void> }>
}

const PGLITE: Storage = {
  name: 'PGlite',
  rounds: 1,
  async open() {
    const directory = await mkdtemp(join(tmpdir(), 'evertill-kill-'))
    await (await openEmbeddedDatabase(directory, await pgliteTemplate())).close()
    return {
      environment: { DATA_DIR: directory },
      remove: () => rm(directory, { recursive: true, force: true }),
    }
  },
}

const POSTGRESQL: Storage = {
  name: 'PostgreSQL',
  rounds: 2,
  async open() {
    const { database, url } = await openTestPostgresql()
    return { environment: { DATABASE_URL: url }, remove: () => database.close() }
  },
}

// Each y-websocket client listens for the end of the process.
process.setMaxListeners(10 * TILLS)

const hasPostgresql = await postgresqlAnswers()
const mustHavePostgresql = process.env.EVERTILL_REQUIRE_POSTGRES === '1'

killSuite(PGLITE)
if (hasPostgresql || mustHavePostgresql) killSuite(POSTGRESQL)
else describe.skip('20 tills push on PostgreSQL (no server answers)', () => {})

/** A thousand entries a second of all: many more than a slow machine stores, and the end of a run waits for a long queue. */
const PUSH_WITHIN_MS = 40

/** A till that writes its journal, one entry after the other, as long as it is told to. */
interface PushingTill {
  readonly client: YjsClient
  /** What it wrote, in its order. */
  readonly written: readonly string[]
  start(): void
  pause(): void
}

function killSuite(storage: Storage): void {
  describe(`20 tills push on ${storage.name} (seed ${SEED})`, () => {
    const random = makeRandom(SEED)
    let opened: Awaited<ReturnType<Storage['open']>>
    let relay: RelayProcess
    let shop: TestShop
    let tills: PushingTill[] = []

    beforeAll(async () => {
      opened = await storage.open()
      relay = await startRelayProcess(opened.environment)
      shop = await setUpTestShop(relay, TILLS)
      tills = shop.tills.map(({ till, cookie }) => openPushingTill(relay, till, cookie, random))
    }, 240_000)
    afterAll(async () => {
      for (const till of tills) {
        till.pause()
        till.client.destroy()
      }
      await relay?.end('SIGKILL')
      await opened?.remove()
    })

    /** The entries of each till as the relay gives them to somebody who has nothing. */
    const storedEntries = async () => {
      const readers = shop.tills.map(({ till }) =>
        openYjsClient(relay.syncUrl, `journal/${till}/${DAY}`, { cookie: shop.ownerCookie }),
      )
      await until('every journal is here', () => readers.every(reader => reader.provider.synced))
      const entries = readers.map(reader => readLog(reader.doc, ENTRIES).map(textOf))
      for (const reader of readers) reader.destroy()
      return entries
    }
    /** Lets the tills push until each has been acknowledged something new, and then for a random while. */
    const pushForAWhile = async () => {
      const before = tills.map(till => till.client.acknowledged)
      for (const till of tills) till.start()
      await until('all are acknowledged', () =>
        tills.every((till, index) => till.client.acknowledged > (before[index] ?? 0)),
      )
      await new Promise(resolve => setTimeout(resolve, random() * 700))
    }
    const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
      const code = await relay.end(signal)
      await until('all have noticed', () => tills.every(till => !till.client.provider.wsconnected))
      return code
    }
    const expectConverged = async () => {
      for (const till of tills) till.pause()
      await until('all is safe', () =>
        tills.every(till => till.client.isSafe && till.client.acknowledged === till.written.length),
      )
      const entries = await storedEntries()
      tills.forEach((till, index) => {
        expect(entries[index]).toEqual(till.written)
        expect(readLog(till.client.doc, ENTRIES).map(textOf)).toEqual(till.written)
      })
    }

    it.each(Array.from({ length: storage.rounds }, (_, index) => index + 1))(
      'kill -9, round %i: every acknowledged entry is there, then all converge',
      async () => {
        await pushForAWhile()
        await end('SIGKILL')
        // They stay away, so that nothing can be brought back before it is looked for.
        for (const till of tills) till.client.provider.disconnect()
        const acknowledged = tills.map(till => till.client.acknowledged)
        relay = await startRelayProcess(opened.environment, relay.port)
        const entries = await storedEntries()
        tills.forEach((till, index) => {
          const safe = till.written.slice(0, acknowledged[index])
          expect(safe.length).toBeGreaterThan(0)
          expect(entries[index]?.slice(0, safe.length)).toEqual(safe)
        })
        // It must have been caught at work, or nothing was tested.
        expect(tills.some((till, index) => till.written.length > (acknowledged[index] ?? 0))).toBe(true)
        for (const till of tills) till.client.provider.connect()
        await expectConverged()
      },
      240_000,
    )

    it('kill -9 with everybody coming back by themselves: all converge, nothing twice', async () => {
      await pushForAWhile()
      await end('SIGKILL')
      relay = await startRelayProcess(opened.environment, relay.port)
      await expectConverged()
    }, 240_000)

    it('SIGTERM: commits what it holds, ends with 0, and everybody comes back', async () => {
      await pushForAWhile()
      const codesBefore = tills.map(till => till.client.closeCodes.length)
      expect(await end('SIGTERM')).toBe(0)
      // Later codes are those of attempts to come back while nobody listened.
      tills.forEach((till, index) => {
        expect(till.client.closeCodes[codesBefore[index] ?? 0]).toBe(1012)
      })
      relay = await startRelayProcess(opened.environment, relay.port)
      await expectConverged()
    }, 240_000)
  })
}

function openPushingTill(
  relay: RelayProcess,
  till: string,
  cookie: string,
  random: () => number,
): PushingTill {
  const written: string[] = []
  let timer: NodeJS.Timeout | undefined
  const client = openYjsClient(relay.syncUrl, `journal/${till}/${DAY}`, {
    cookie,
    durable: true,
    progress: () => written.length,
  })
  const push = () => {
    const text = `${till} ${written.length + 1} ${'x'.repeat(Math.floor(random() * 200))}`
    // First noted, then written: the provider sends from within the write.
    written.push(text)
    appendToLog(client.doc, ENTRIES, [new TextEncoder().encode(text)])
    timer = setTimeout(push, random() * PUSH_WITHIN_MS)
  }
  return {
    client,
    written,
    start: () => {
      timer ??= setTimeout(push, random() * PUSH_WITHIN_MS)
    },
    pause: () => {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

function textOf(entry: unknown): string {
  return entry instanceof Uint8Array ? new TextDecoder().decode(entry) : 'not an entry'
}
