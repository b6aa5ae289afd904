import { documentsHealthReply, healthHistoryReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { takeCensus } from '../../health/document-census.ts'
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
    expect(await takeCensus(database, hub, now())).toBe(before.length)
    const settings = (await documentsOf(owner)).find(document => document.name === 'settings')
    expect(settings?.census).toMatchObject({ tombstones: 0, clients: 1 })
    expect(settings?.census?.entries).toBeGreaterThan(0)
    expect((settings?.snapshotBytes ?? 0) + (settings?.tailBytes ?? 0)).toBeGreaterThan(0)
    // Nothing changed: nothing is counted, however late it is.
    relay().pass(3600_000)
    expect(await takeCensus(database, hub, now())).toBe(0)
  })

  it('is for the signed in, and the documents for owners', async () => {
    const owner = await setUpOwnShop(relay())
    expect((await relay().browser().get('/api/health/history')).status).toBe(401)
    expect((await relay().browser().get('/api/health/documents')).status).toBe(401)
    expect(await errorOf(await owner.get('/api/health/history?hours=9999'))).toMatchObject({ status: 400 })
  })
})
