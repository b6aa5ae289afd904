import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { setUpOwnShop } from '../../testing/test-relay.ts'

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
