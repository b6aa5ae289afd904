import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  enrollTablet,
  errorOf,
  OWNER,
  onlyTill,
  setUpOwnShop,
  type TestBrowser,
  type TestRelay,
} from '../../testing/test-relay.ts'

const SIGN_IN = { email: OWNER.email, password: OWNER.password }
const WRONG = { email: OWNER.email, password: 'not the password' }

async function signedIn(relay: TestRelay): Promise<TestBrowser> {
  const browser = relay.browser()
  expect((await browser.post('/api/session', SIGN_IN)).status).toBe(200)
  return browser
}

await describeRelay('/api/session', relay => {
  it('signs in whoever knows the password, in any case of the e-mail', async () => {
    await setUpOwnShop(relay())
    const browser = relay().browser()
    const response = await browser.post('/api/session', { ...SIGN_IN, email: ' ADA@shop.example ' })
    expect(await response.json()).toMatchObject({ user: { name: 'Ada', role: 'owner' } })
    expect(browser.attributes.get('evertill_session')).toMatch(/HttpOnly; SameSite=Strict/)
    expect(browser.attributes.get('evertill_session')).not.toMatch(/Secure/)
  })

  it('gives a wrong password and an unknown account the same answer', async () => {
    await setUpOwnShop(relay())
    const wrong = await relay().browser().post('/api/session', WRONG)
    const unknown = await relay()
      .browser()
      .post('/api/session', { ...WRONG, email: 'no@body.example' })
    expect(wrong.status).toBe(401)
    expect(unknown.status).toBe(401)
    expect(await unknown.json()).toEqual(await wrong.json())
  })

  it('keeps only the hash of a session', async () => {
    const owner = await setUpOwnShop(relay())
    const secret = owner.cookies.get('evertill_session') ?? ''
    expect(secret.length).toBeGreaterThan(20)
    const [row] = await relay().services.database.query<{ stored: string }>(
      'select row_to_json(s)::text as stored from sessions s',
    )
    expect(row?.stored).not.toContain(secret)
    expect(row?.stored).not.toContain(Buffer.from(secret).toString('hex'))
  })

  it('makes each next try wait longer after five failures, without trying the password', async () => {
    await setUpOwnShop(relay())
    const browser = relay().browser()
    for (let i = 0; i < 5; i++) expect((await browser.post('/api/session', WRONG)).status).toBe(401)
    const blocked = await browser.post('/api/session', SIGN_IN)
    expect(blocked.headers.get('retry-after')).toBe('1')
    expect(await errorOf(blocked)).toMatchObject({
      status: 429,
      code: 'too-many-attempts',
      retryAfterSeconds: 1,
    })
    relay().pass(1000)
    expect((await browser.post('/api/session', WRONG)).status).toBe(401)
    expect(await errorOf(await browser.post('/api/session', SIGN_IN))).toMatchObject({ retryAfterSeconds: 2 })
    relay().pass(2000)
    expect((await browser.post('/api/session', SIGN_IN)).status).toBe(200)
    expect((await browser.post('/api/session', WRONG)).status).toBe(401)
    expect((await browser.post('/api/session', SIGN_IN)).status).toBe(200)
  })

  it('limits an account that does not exist as well', async () => {
    const browser = relay().browser()
    for (let i = 0; i < 5; i++) await browser.post('/api/session', WRONG)
    expect((await browser.post('/api/session', WRONG)).status).toBe(429)
  })

  it('lets no more tries through when they come all at once', async () => {
    await setUpOwnShop(relay())
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => relay().browser().post('/api/session', WRONG)),
    )
    expect(tries.filter(response => response.status === 401)).toHaveLength(5)
    expect(tries.filter(response => response.status === 429)).toHaveLength(7)
  })

  it('signs out: the session is worth nothing any more', async () => {
    await setUpOwnShop(relay())
    const browser = await signedIn(relay())
    const secret = browser.cookies.get('evertill_session') ?? ''
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204)
    expect(browser.cookies.has('evertill_session')).toBe(false)
    browser.cookies.set('evertill_session', secret)
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('ends a session whose time is over', async () => {
    await setUpOwnShop(relay())
    const browser = await signedIn(relay())
    await relay().services.database.query("update sessions set expires_at = now() - interval '1 second'")
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('takes no device cookie for a session, nor a session for a device', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const mixed = relay().browser()
    mixed.cookies.set('evertill_session', tablet.cookies.get('evertill_device') ?? '')
    mixed.cookies.set('evertill_device', owner.cookies.get('evertill_session') ?? '')
    expect((await mixed.get('/api/session')).status).toBe(401)
    expect((await mixed.get('/api/device')).status).toBe(401)
    expect((await tablet.get('/api/session')).status).toBe(401)
    expect((await tablet.get('/api/tills')).status).toBe(401)
    expect((await owner.get('/api/device')).status).toBe(401)
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this host', { origin: 'http://relay.test:81' }],
  ])('refuses a sign-in that a page of %s sends', async (_name, headers) => {
    await setUpOwnShop(relay())
    const response = await relay().browser().post('/api/session', SIGN_IN, headers)
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it.each([
    ['a form', 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', JSON.stringify(SIGN_IN), { 'content-type': 'text/plain' }],
    ['broken JSON', '{"email":', {}],
    ['a body that is too large', JSON.stringify({ ...SIGN_IN, padding: 'x'.repeat(300_000) }), {}],
  ])('refuses %s', async (_name, body, headers: Record<string, string>) => {
    await setUpOwnShop(relay())
    expect(await errorOf(await relay().browser().post('/api/session', body, headers))).toMatchObject({
      status: 400,
      code: 'bad-request',
    })
  })
})
