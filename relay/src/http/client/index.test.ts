import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../testing/postgres.ts'
import { createTestRelay, errorOf, type TestRelay } from '../../testing/test-relay.ts'

describe('the client’s files', async () => {
  const [pglite] = await testDatabases()
  let directory: string
  let relay: TestRelay

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evertill-client-'))
    await mkdir(join(directory, 'assets'))
    await writeFile(join(directory, 'sw.js'), '// worker')
    await writeFile(join(directory, 'assets/app-1a2b3c.js'), 'x'.repeat(5000))
    for (const file of ['index.html', 'assets/big-1a2b3c.js']) {
      await writeFile(join(directory, file), '<!doctype html><title>Evertill</title>')
      await writeFile(join(directory, `${file}.br`), 'pressed by brotli')
      await writeFile(join(directory, `${file}.gz`), 'pressed by gzip')
    }
    await writeFile(join(directory, '..', 'outside.txt'), 'secret')
    if (!pglite) throw new Error('there is always PGlite')
    relay = await createTestRelay(await pglite.open(), { clientDirectory: directory })
  }, 60_000)
  afterAll(async () => {
    await relay.close()
    await rm(directory, { recursive: true })
  })

  it.each(['/', '/till', '/office/products/42', '/sw.js'])(
    'serves %s to be asked for again each time',
    async path => {
      const response = await relay.browser().get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain(path === '/sw.js' ? 'worker' : 'Evertill')
    },
  )

  it('serves hashed files for good, compressed', async () => {
    const response = await relay.browser().get('/assets/app-1a2b3c.js', { 'accept-encoding': 'gzip' })
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-encoding')).toBe('gzip')
  })

  it.each([
    ['gzip, deflate, br', 'br', 'pressed by brotli'],
    ['gzip, deflate', 'gzip', 'pressed by gzip'],
  ])('gives to who takes %s what the build pressed by %s', async (accepted, encoding, content) => {
    for (const path of ['/till', '/assets/big-1a2b3c.js']) {
      const response = await relay.browser().get(path, { 'accept-encoding': accepted })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      expect(response.headers.get('vary')).toContain('Accept-Encoding')
      expect(await response.text()).toBe(content)
    }
  })

  it.each(['/assets/app-old.js', '/picture.png'])('does not give the page for %s', async path => {
    const response = await relay.browser().get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBeNull()
  })

  it.each(['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets/..%5c..%5coutside.txt'])(
    'gives nothing outside its directory: %s',
    async path => {
      expect(await (await relay.browser().get(path)).text()).not.toContain('secret')
    },
  )

  it('answers unknown paths of the interface as the interface does', async () => {
    expect(await errorOf(await relay.browser().get('/api/nothing'))).toMatchObject({
      status: 404,
      code: 'not-found',
    })
  })

  it('tells the browser to run no scripts but its own, and to be framed by nobody', async () => {
    const { headers } = await relay.browser().get('/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("worker-src 'self';")
    expect(policy).toContain("connect-src 'self' ws://relay.test wss://relay.test http://127.0.0.1:*;")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
  })
})
