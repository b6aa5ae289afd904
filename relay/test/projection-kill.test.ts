import { appendToLog, LOGS } from '@evertill/crdt-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rebuildProjection } from '../src/projection/rebuild.ts'
import type { Database } from '../src/storage/database.ts'
import { openShopDatabase } from '../src/storage/shop-database.ts'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { cashSale, MORNING } from '../src/testing/writing-till.ts'
import { enrollJournalTill } from './harness/journal-till.ts'
import { makeRandom } from './harness/random.ts'
import { type RelayProcess, startRelayProcess } from './harness/relay-process.ts'
import { setUpTestShop } from './harness/shop.ts'
import { until } from './harness/until.ts'
import { openYjsClient } from './harness/yjs-client.ts'

const SALES = 240
const KILLS = 2
/** When the relay is killed. Change it to try other moments. */
const SEED = Number(process.env.EVERTILL_SEED ?? 20_261_121)

await describePostgresql('the projection of a relay that is killed', () => {
  let database: Database
  let url: string
  let relays: RelayProcess[] = []
  beforeAll(async () => {
    ;({ database, url } = await openTestPostgresql())
    // Two relays on one database: both look for what is not projected at every start.
    relays = [await startRelayProcess({ DATABASE_URL: url }), await startRelayProcess({ DATABASE_URL: url })]
  }, 120_000)
  afterAll(async () => {
    await Promise.all(relays.map(relay => relay.end('SIGKILL')))
    await database.close()
  })

  it(`has every sale once (seed ${SEED})`, async () => {
    const random = makeRandom(SEED)
    let [relay, other] = relays
    if (!relay || !other) throw new Error('there are two relays')
    const shop = await setUpTestShop(relay, 1)
    const till = await enrollJournalTill(relay.url, shop.ownerCookie, shop.tills[0]?.till ?? '')
    const events = Array.from({ length: SALES }, (_, n) => cashSale(`p${n % 7}`, (n % 3) + 1, 100 + n))
    const entries = await till.seal(events, MORNING)
    const client = openYjsClient(relay.syncUrl, `journal/${till.till}/2026-11-20`, {
      cookie: till.cookie,
      durable: true,
    })
    let written = 0
    const selling = setInterval(() => {
      for (const entry of entries.slice(written, ++written))
        appendToLog(client.doc, LOGS.journal[0], [entry.bytes])
    }, 10)
    for (let kill = 0; kill < KILLS; kill++) {
      await new Promise(resolve => setTimeout(resolve, 100 + random() * 600))
      await Promise.all([relay.end('SIGKILL'), kill % 2 === 0 ? other.end('SIGKILL') : undefined])
      const { port } = relay
      relay = await startRelayProcess({ DATABASE_URL: url }, port)
      if (kill % 2 === 0) other = await startRelayProcess({ DATABASE_URL: url })
      relays = [relay, other]
    }
    await until('everything is sold and safe', () => written >= SALES && client.isSafe)
    clearInterval(selling)
    client.destroy()
    await until('every sale is a row', async () => (await count(database)).sales === SALES)
    const expected = events.reduce((sum, sale) => sum + sale.total, 0)
    expect(await count(database)).toEqual({
      sales: SALES,
      total: expected,
      pieces: -(80 * (1 + 2 + 3)) * 1000,
    })
    const report = await rebuildProjection(await openShopDatabase(database))
    expect(report).toMatchObject({ differed: {}, blocked: [], caughtUp: 0 })
  }, 120_000)
})

async function count(database: Database): Promise<{ sales: number; total: number; pieces: number }> {
  const [row] = await database.query<{ sales: number; total: number; pieces: number }>(
    `select (select count(*) from sales) as sales, (select coalesce(sum(total), 0) from sales) as total,
       (select coalesce(sum(quantity), 0) from stock_movements) as pieces`,
  )
  if (!row) throw new Error('there is always a row')
  return row
}
