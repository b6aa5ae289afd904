import { describe, expect, it } from 'vitest'
import { createBridge } from './app.ts'

const app = createBridge({ version: '1.2.3', port: 9753 })
const ask = (path: string, host: string) => app.request(path, { headers: { host } })

describe('the print bridge', () => {
  it.each(['127.0.0.1:9753', 'localhost:9753', '[::1]:9753'])('says how it is to %s', async host => {
    const response = await ask('/v1/health', host)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ name: 'evertill-print-bridge', version: '1.2.3', paired: false })
  })

  it.each(['printer.example:9753', '127.0.0.1', '127.0.0.1:80', '127.0.0.1.example:9753', ''])(
    'refuses a request for the host "%s"',
    async host => {
      const response = await ask('/v1/health', host)
      expect(response.status).toBe(421)
      expect(await response.json()).toMatchObject({ error: { code: 'wrong-host' } })
    },
  )

  it('answers other paths with 404 and never with a page', async () => {
    const response = await ask('/', '127.0.0.1:9753')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/json')
  })
})
