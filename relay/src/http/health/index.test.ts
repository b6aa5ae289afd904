import { afterEach, expect, it, vi } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'

await describeRelay('health', relay => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('says that all is well, without a session', async () => {
    const health = await relay().browser().get('/health')
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({
      status: 'ok',
      checks: { database: { ok: true }, sync: { ok: true } },
    })
    expect((await relay().browser().get('/ready')).status).toBe(200)
    expect((await relay().browser().get('/live')).status).toBe(200)
  })

  it('is neither healthy nor ready without its database, but alive', async () => {
    vi.spyOn(relay().services.database, 'query').mockRejectedValue(new Error('connection lost'))
    const health = await relay().browser().get('/health')
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ status: 'failing', checks: { database: { ok: false } } })
    expect((await relay().browser().get('/ready')).status).toBe(503)
    expect((await relay().browser().get('/live')).status).toBe(200)
  })
})
