import { appendToLog, documentsHealthReply, healthHistoryReply, LOGS, toId } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { DocumentCensus } from '../../health/document-census.ts'
import { deleteOldSamples, SAMPLE_EVERY_MS, SAMPLES_KEPT_MS } from '../../health/health-history.ts'
import { sampleHealth } from '../../health/sample-health.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  enrollTablet,
  errorOf,
  onlyTill,
  REPORT,
  setUpOwnShop,
  type TestBrowser,
} from '../../testing/test-relay.ts'

async function historyOf(browser: TestBrowser, hours = 24) {
  const response = await browser.get(`/api/health/history?hours=${hours}`)
  return v.parse(healthHistoryReply, await response.json())
}

async function documentsOf(browser: TestBrowser) {
  return v.parse(documentsHealthReply, await (await browser.get('/api/health/documents')).json()).documents
}

await describeRelay('/api/health', relay => {
  it('shows how a till and the relay were, one sample for each five minutes whoever takes it', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { tablet } = await enrollTablet(relay(), owner, till)
    await tablet.post('/api/device/report', { ...REPORT, clock: Date.now() })
    await sampleHealth(relay().services)
    // Another relay on the same database comes a moment later.
    await sampleHealth(relay().services)
    relay().pass(SAMPLE_EVERY_MS)
    await sampleHealth(relay().services)
    const history = await historyOf(owner)
    expect(history.tills).toMatchObject([
      {
        till,
        samples: [
          { online: true, unsyncedEntries: 4, lagP95: 900, printer: { problem: 'paper-end', jobs: 3 } },
          { online: false },
        ],
      },
    ])
    expect(history.relays).toMatchObject([{ relay: 'relay.test:80', samples: [{}, {}] }])
    const [first, second] = history.tills[0]?.samples ?? []
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(SAMPLE_EVERY_MS)
  })

  it('looks back as far as it is asked, and forgets what no chart shows', async () => {
    const owner = await setUpOwnShop(relay())
    await sampleHealth(relay().services)
    relay().pass(3 * 3600_000)
    expect((await historyOf(owner, 1)).relays).toEqual([])
    expect((await historyOf(owner, 4)).relays).toHaveLength(1)
    relay().pass(SAMPLES_KEPT_MS)
    await deleteOldSamples(relay().services.database, relay().services.now())
    expect((await historyOf(owner, 168)).relays).toEqual([])
    const [left] = await relay().services.database.query<{ count: number }>(
      'select count(*) from health_samples',
    )
    expect(left?.count).toBe(0)
  })

  it('tells what is stored of each document, and counts it once it changed', async () => {
    const owner = await setUpOwnShop(relay())
    const before = await documentsOf(owner)
    expect(before.map(document => document.name).sort()).toEqual(
      expect.arrayContaining(['settings', expect.stringMatching(/^staff\//)]),
    )
    expect(before.every(document => document.census === null)).toBe(true)
    const { database, hub, now } = relay().services
    const census = new DocumentCensus(database, hub)
    expect(await census.takeRound(now())).toBe(before.length)
    const settings = (await documentsOf(owner)).find(document => document.name === 'settings')
    expect(settings?.census).toMatchObject({ tombstones: 0, clients: 1 })
    expect(settings?.census?.entries).toBeGreaterThan(0)
    expect((settings?.snapshotBytes ?? 0) + (settings?.tailBytes ?? 0)).toBeGreaterThan(0)
    // Nothing changed: nothing is counted, however late it is, and whichever relay looks.
    relay().pass(3600_000)
    expect(await census.takeRound(now())).toBe(0)
    expect(await new DocumentCensus(database, hub).takeRound(now())).toBe(0)
  })

  it('looks at so many documents at a time, however many there are, and comes round to each', async () => {
    await setUpOwnShop(relay())
    const { database, hub, now } = relay().services
    const [shop] = await database.query<{ documents: number }>('select count(*) as documents from documents')
    await database.query(
      `insert into documents (organisation, name)
       select $1, 'journal/old/' || day from generate_series(1, 4500) as day`,
      [database.organisation],
    )
    const write = (catalog: string) =>
      hub.change({ kind: 'catalog', catalog: toId(catalog) }, doc =>
        appendToLog(doc, LOGS.catalog[0], [Uint8Array.of(1)]),
      )
    await write('late')
    const census = new DocumentCensus(database, hub)
    const rounds = [
      await census.takeRound(now()),
      await census.takeRound(now()),
      await census.takeRound(now()),
    ]
    expect(rounds).toEqual([shop?.documents, 0, 1])
    // One that changes all day is counted again only after a while.
    await write('late')
    for (const passed of [0, 0, 0]) expect(await pass(passed)).toBe(0)
    expect([await pass(3600_000), await pass(0), await pass(0)]).toEqual([0, 0, 1])

    function pass(ms: number): Promise<number> {
      relay().pass(ms)
      return census.takeRound(now())
    }
  })

  it('counts the documents behind one that cannot be read', async () => {
    await setUpOwnShop(relay())
    const { database, hub, now } = relay().services
    const [{ documents } = { documents: 0 }] = await database.query<{ documents: number }>(
      'select count(*) as documents from documents',
    )
    let asked = 0
    const census = new DocumentCensus(database, {
      read: (document, look) =>
        asked++ === 1 ? Promise.reject(new Error('torn')) : hub.read(document, look),
    })
    await expect(census.takeRound(now())).rejects.toThrow('torn')
    expect(await census.takeRound(now())).toBe(documents - 2)
    expect(await census.takeRound(now())).toBe(1)
  })

  it('is for the signed in, and the documents for owners', async () => {
    const owner = await setUpOwnShop(relay())
    expect((await relay().browser().get('/api/health/history')).status).toBe(401)
    expect((await relay().browser().get('/api/health/documents')).status).toBe(401)
    expect(await errorOf(await owner.get('/api/health/history?hours=9999'))).toMatchObject({ status: 400 })
  })
})
