import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { enrollTablet, onlyTill, REPORT, setUpOwnShop } from '../../testing/test-relay.ts'

const TOKEN = 'a-token-of-this-test'

await describeRelay(
  '/metrics',
  relay => {
    it('gives the figures in the text format to whoever has the token', async () => {
      await setUpOwnShop(relay())
      const response = await relay()
        .browser()
        .get('/metrics', { authorization: `Bearer ${TOKEN}` })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/)
      const text = await response.text()
      expect(text).toContain('evertill_build_info{version="1.2.3"} 1')
      expect(text).toMatch(/^evertill_sync_updates_committed_total [1-9]/m)
      expect(text).toMatch(/^evertill_sync_commit_seconds_count [1-9]/m)
      expect(text).toMatch(/^evertill_http_request_seconds_count\{method="POST",status="2xx"\} 1$/m)
      expect(text).toContain('evertill_sync_store_failing 0')
    })

    it('tells of each till what the dashboard shows', async () => {
      const owner = await setUpOwnShop(relay())
      const till = await onlyTill(owner)
      const { tablet } = await enrollTablet(relay(), owner, till)
      await tablet.post('/api/device/report', { ...REPORT, clock: Date.now() })
      const response = await relay()
        .browser()
        .get('/metrics', { authorization: `Bearer ${TOKEN}` })
      const text = await response.text()
      const figure = (name: string) =>
        Number(
          text.match(
            new RegExp(`^evertill_till_${name}\\{till="${till}",name="[^"]+",store="[^"]+"\\} (.+)$`, 'm'),
          )?.[1],
        )
      expect(figure('online')).toBe(1)
      expect(figure('unsynced_entries')).toBe(REPORT.unsyncedEntries)
      expect(figure('unsynced_bytes')).toBe(REPORT.unsyncedBytes)
      expect(figure('lag_p95_seconds')).toBe(0.9)
      expect(figure('storage_quota_bytes')).toBe(REPORT.storage.quota)
      expect(figure('printer_ready')).toBe(0)
      expect(text).toMatch(/^evertill_documents [1-9]/m)
      expect(text).toMatch(/^evertill_findings_open 0$/m)
      expect(text).toMatch(/^evertill_quarantined_updates 0$/m)
      // A line of the format is of one kind or another; a name stands once.
      expect(text.match(/^# TYPE .+$/gm)).toHaveLength(new Set(text.match(/^# TYPE \S+/gm)).size)
    })

    it('is for nobody else', async () => {
      const browser = relay().browser()
      expect((await browser.get('/metrics')).status).toBe(401)
      expect((await browser.get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401)
    })

    it('gives each answer an id, and no two the same', async () => {
      const browser = relay().browser()
      const ids = [await browser.get('/live'), await browser.get('/live')].map(each =>
        each.headers.get('x-request-id'),
      )
      expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/)
      expect(ids[0]).not.toBe(ids[1])
    })
  },
  { metricsToken: TOKEN },
)
