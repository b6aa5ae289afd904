import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../testing/postgres.ts'
import { createTestRelay, errorOf, OWN_SHOP, type TestRelay } from '../testing/test-relay.ts'

const TLS = { origin: 'https://shop.example', 'x-forwarded-proto': 'https' }

describe('requests', async () => {
  const [pglite] = await testDatabases()
  let relay: TestRelay

  beforeEach(async () => {
    if (!pglite) throw new Error('PGlite is always there')
    relay = await createTestRelay(await pglite.open(), {
      trustProxy: true,
      publicOrigins: ['https://shop.example'],
    })
  })
  afterEach(() => relay.close())

  it('that change something are refused to another site’s pages, on every route there is', async () => {
    const changing = relay.app.routes.filter(({ method }) =>
      ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method),
    )
    const paths = new Set(changing.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, 'x')}`))
    expect(paths.size).toBeGreaterThan(20)
    for (const line of paths) {
      const [method = '', path = ''] = line.split(' ')
      const refused = await relay.browser().ask(method, path, {}, { origin: 'https://evil.example' })
      expect([line, await errorOf(refused)]).toEqual([
        line,
        { status: 403, code: 'forbidden', message: 'this request comes from another site' },
      ])
    }
  })

  it('over TLS get cookies that only TLS carries, and are told to stay there', async () => {
    const browser = relay.browser()
    const secure = await browser.ask('POST', '/api/setup', OWN_SHOP, TLS)
    expect(secure.status).toBe(201)
    expect(browser.attributes.get('evertill_session')).toMatch(/HttpOnly; Secure; SameSite=Strict/)
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000')
    const plain = await relay.browser().get('/api/status')
    expect(plain.headers.get('strict-transport-security')).toBeNull()
  })

  it('let a worker that runs WebAssembly do so, and no page', async () => {
    const policyOf = async (path: string) =>
      (await relay.browser().get(path)).headers.get('content-security-policy') ?? ''
    expect(await policyOf('/assets/wasm-code-reader-B1x_9.js')).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /,
    )
    for (const path of ['/', '/assets/index-B1x9.js', '/assets/wasm-page.html', '/wasm-code-reader.js']) {
      expect(await policyOf(path)).not.toContain('wasm')
    }
  })

  it('let one worker speak with one print bridge of the shop’s network, and no page with any', async () => {
    const policyOf = async (path: string) =>
      (await relay.browser().get(path)).headers.get('content-security-policy') ?? ''
    const worker = '/assets/lan-worker-B1x_9.js'
    const bridge = encodeURIComponent('https://192.168.1.20:9754')
    expect(await policyOf(`${worker}?to=${bridge}`)).toBe(
      "default-src 'none'; script-src 'self'; connect-src https://192.168.1.20:9754",
    )
    for (const query of ['', '?to=', '?to=*', '?to=https%3A', '?to=https%3A%2F%2Fevil.example%3A9754']) {
      expect(await policyOf(worker + query)).toMatch(/connect-src 'none'$/)
    }
    for (const path of ['/', '/till', '/assets/index-B1x9.js']) {
      expect(await policyOf(`${path}?to=${bridge}`)).not.toMatch(/192|9754/)
    }
  })

  it('are answered with the headers that bind the browser, whatever is asked for', async () => {
    for (const path of ['/', '/api/status', '/api/session', '/health', '/nowhere']) {
      const { headers } = await relay.browser().get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /)
      expect(policy).not.toMatch(/unsafe|https:| \*/)
      for (const directive of ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
        expect(policy).toContain(directive)
      }
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        'cross-origin-resource-policy': 'same-origin',
      })
      const permissions = headers.get('permissions-policy') ?? ''
      for (const feature of ['camera', 'hid', 'serial', 'usb']) {
        expect(permissions).toContain(`${feature}=(self)`)
      }
      for (const feature of ['geolocation', 'microphone']) expect(permissions).toContain(`${feature}=()`)
    }
  })
})
