import { accountReply, beginSecondStepReply, CLOSE, recoveryCodesReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { makeAuthenticator } from '../../testing/authenticator.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { closeCode, useRelaySockets } from '../../testing/relay-sockets.ts'
import {
  errorOf,
  OWNER,
  setUpOwnShop,
  signInAt,
  type TestBrowser,
  type TestRelay,
} from '../../testing/test-relay.ts'

const { email, password } = OWNER
const HALF_MINUTE = 30_000
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

async function readAccount(browser: TestBrowser) {
  return v.parse(accountReply, await (await browser.get('/api/account')).json())
}

/** Turns the second step on. @returns the app and the recovery codes; the app's next code is unused. */
async function turnOn(relay: TestRelay, browser: TestBrowser) {
  const begun = await browser.post('/api/account/second-step', { password })
  const { secret } = v.parse(beginSecondStepReply, await begun.json())
  const app = makeAuthenticator(secret)
  const code = () => app.code(relay.services.now())
  const confirmed = await browser.post('/api/account/second-step/confirm', { code: await code() })
  expect(confirmed.status).toBe(200)
  const { recoveryCodes } = v.parse(recoveryCodesReply, await confirmed.json())
  relay.pass(HALF_MINUTE)
  return { code, recoveryCodes, secret }
}

await describeRelay('/api/account', relay => {
  const sockets = useRelaySockets(relay)

  it('wants a session for everything', async () => {
    await setUpOwnShop(relay())
    const stranger = relay().browser()
    const asked = await Promise.all([
      stranger.get('/api/account'),
      stranger.post('/api/account/password', { current: 'x', password: 'a long password' }),
      stranger.post('/api/account/second-step', { password }),
      stranger.post('/api/account/second-step/confirm', { code: '123456' }),
      stranger.post('/api/account/second-step/recovery-codes', { password, code: '123456' }),
      stranger.post('/api/account/second-step/remove', { password, code: '123456' }),
      stranger.post('/api/account/sessions/end-others', {}),
      stranger.delete('/api/account/sessions/0123456789abcdef0123456789abcdef'),
    ])
    expect(asked.map(response => response.status)).toEqual(asked.map(() => 401))
  })

  it('lists where the account is signed in, in words and without a secret', async () => {
    const owner = await setUpOwnShop(relay())
    const tablet = relay().browser()
    await tablet.post('/api/session', { email, password }, { 'user-agent': IPAD })
    relay().pass(10 * 60_000)
    const response = await tablet.get('/api/account')
    const text = await response.text()
    const { sessions } = v.parse(accountReply, JSON.parse(text))
    expect(sessions).toMatchObject([
      { browser: 'Safari', system: 'iPad', current: true },
      { browser: null, system: null, current: false },
    ])
    expect(text).not.toContain(tablet.cookies.get('evertill_session'))
    expect(text).not.toContain(owner.cookies.get('evertill_session'))
    const [mine] = (await readAccount(tablet)).sessions
    expect((mine?.lastUsedAt ?? 0) - (mine?.createdAt ?? 0)).toBeGreaterThanOrEqual(10 * 60_000)
  })

  it('signs one of them out, with its open sockets, and nobody else’s', async () => {
    const owner = await setUpOwnShop(relay())
    const other = await signInAt(relay(), { email, password })
    const [mine, theirs] = [await sockets.opened('settings', owner), await sockets.opened('settings', other)]
    const found = (await readAccount(owner)).sessions.find(session => !session.current)
    const closed = closeCode(theirs)
    expect((await owner.delete(`/api/account/sessions/${found?.id}`)).status).toBe(204)
    expect(await closed).toBe(CLOSE.unauthenticated)
    expect(mine.readyState).toBe(WebSocket.OPEN)
    expect((await other.get('/api/session')).status).toBe(401)
    expect((await owner.delete(`/api/account/sessions/${found?.id}`)).status).toBe(404)
    expect((await owner.delete('/api/account/sessions/..%2f')).status).toBe(404)
  })

  it('signs out no session of somebody else', async () => {
    const owner = await setUpOwnShop(relay())
    const added = { name: 'Mia', email: 'mia@shop.example', role: 'manager', password: 'a long password' }
    await owner.post('/api/users', added)
    const manager = await signInAt(relay(), added)
    const [own] = (await readAccount(owner)).sessions
    expect((await manager.delete(`/api/account/sessions/${own?.id}`)).status).toBe(404)
    expect((await owner.get('/api/session')).status).toBe(200)
  })

  it('signs out all others', async () => {
    const owner = await setUpOwnShop(relay())
    const others = [
      await signInAt(relay(), { email, password }),
      await signInAt(relay(), { email, password }),
    ]
    const closed = closeCode(await sockets.opened('settings', others[0] as TestBrowser))
    expect((await owner.post('/api/account/sessions/end-others', {})).status).toBe(204)
    expect(await closed).toBe(CLOSE.unauthenticated)
    for (const other of others) expect((await other.get('/api/session')).status).toBe(401)
    expect((await readAccount(owner)).sessions).toHaveLength(1)
  })

  it('changes the password with the old one, and ends the other sessions with their sockets', async () => {
    const owner = await setUpOwnShop(relay())
    const other = await signInAt(relay(), { email, password })
    const closed = closeCode(await sockets.opened('settings', other))
    const next = 'another long password'
    const wrong = await owner.post('/api/account/password', { current: 'not it', password: next })
    expect(await errorOf(wrong)).toMatchObject({ status: 401, code: 'wrong-credentials' })
    const short = await owner.post('/api/account/password', { current: password, password: 'short' })
    expect(await errorOf(short)).toMatchObject({ status: 400, fields: { password: 'too-short' } })
    expect((await other.get('/api/session')).status).toBe(200)
    expect((await owner.post('/api/account/password', { current: password, password: next })).status).toBe(
      204,
    )
    expect(await closed).toBe(CLOSE.unauthenticated)
    expect((await other.get('/api/session')).status).toBe(401)
    expect((await owner.get('/api/session')).status).toBe(200)
    const old = await relay().browser().post('/api/session', { email, password })
    expect(await errorOf(old)).toMatchObject({ code: 'wrong-credentials' })
    await signInAt(relay(), { email, password: next })
  })

  it('makes guessing the password at a stolen session slow', async () => {
    const owner = await setUpOwnShop(relay())
    const guess = () =>
      owner.post('/api/account/password', { current: 'not it', password: 'another long password' })
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401)
    expect(await errorOf(await guess())).toMatchObject({ status: 429, code: 'too-many-attempts' })
  })

  it('asks for a second step once a code of the app was seen, and not before', async () => {
    const owner = await setUpOwnShop(relay())
    const begun = await owner.post('/api/account/second-step', { password })
    expect(v.parse(beginSecondStepReply, await begun.json()).uri).toMatch(/^otpauth:\/\/totp\//)
    await signInAt(relay(), { email, password })
    const unseen = await owner.post('/api/account/second-step/confirm', { code: '000000' })
    expect(await errorOf(unseen)).toMatchObject({ status: 401, code: 'wrong-code' })
    const { code, recoveryCodes } = await turnOn(relay(), owner)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await readAccount(owner)).secondStep).toMatchObject({ recoveryCodesLeft: 10 })
    const half = relay().browser()
    expect(await errorOf(await half.post('/api/session', { email, password }))).toMatchObject({
      status: 401,
      code: 'second-step-required',
    })
    expect(half.cookies.size).toBe(0)
    const whole = await signInAt(relay(), { email, password, code: await code() })
    expect((await whole.get('/api/session')).status).toBe(200)
  })

  it('tells nobody without the password that a code is wanted', async () => {
    const { code } = await turnOn(relay(), await setUpOwnShop(relay()))
    const guess = await relay()
      .browser()
      .post('/api/session', { email, password: 'not it', code: await code() })
    expect(await errorOf(guess)).toMatchObject({ status: 401, code: 'wrong-credentials' })
  })

  it('takes each code of the app once, also of two that bring it at the same time', async () => {
    const { code } = await turnOn(relay(), await setUpOwnShop(relay()))
    const same = await code()
    const both = await Promise.all(
      [1, 2].map(() => relay().browser().post('/api/session', { email, password, code: same })),
    )
    expect(both.map(response => response.status).sort()).toEqual([200, 401])
    const again = await relay().browser().post('/api/session', { email, password, code: same })
    expect(await errorOf(again)).toMatchObject({ code: 'wrong-code' })
    relay().pass(HALF_MINUTE)
    await signInAt(relay(), { email, password, code: await code() })
  })

  it('takes each recovery code once, however it is typed', async () => {
    const owner = await setUpOwnShop(relay())
    const { recoveryCodes } = await turnOn(relay(), owner)
    const typed = (recoveryCodes[0] ?? '').toLowerCase().replaceAll('-', ' ')
    await signInAt(relay(), { email, password, code: typed })
    const again = await relay().browser().post('/api/session', { email, password, code: typed })
    expect(await errorOf(again)).toMatchObject({ code: 'wrong-code' })
    expect((await readAccount(owner)).secondStep).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('makes guessing codes slow, and the right password gives no tries back', async () => {
    const { code } = await turnOn(relay(), await setUpOwnShop(relay()))
    const attempt = (given?: string) =>
      relay()
        .browser()
        .post('/api/session', { email, password, ...(given !== undefined && { code: given }) })
    for (let i = 0; i < 5; i++) {
      expect(await errorOf(await attempt('000000'))).toMatchObject({ code: 'wrong-code' })
      expect(await errorOf(await attempt())).toMatchObject({ code: 'second-step-required' })
    }
    expect(await errorOf(await attempt(await code()))).toMatchObject({ status: 429 })
    relay().pass(HALF_MINUTE)
    expect((await attempt(await code())).status).toBe(200)
  })

  it('gives new recovery codes, and is turned off, only for both steps again', async () => {
    const owner = await setUpOwnShop(relay())
    const { code, recoveryCodes } = await turnOn(relay(), owner)
    const ask = async (path: string, given: { password?: string; code?: string } = {}) =>
      owner.post(`/api/account/second-step/${path}`, {
        password: given.password ?? password,
        code: given.code ?? (await code()),
      })
    for (const path of ['recovery-codes', 'remove']) {
      expect(await errorOf(await ask(path, { password: 'not it' }))).toMatchObject({
        code: 'wrong-credentials',
      })
      expect(await errorOf(await ask(path, { code: '000000' }))).toMatchObject({ code: 'wrong-code' })
    }
    const begun = await owner.post('/api/account/second-step', { password })
    expect(await errorOf(begun)).toMatchObject({ status: 403 })
    const renewed = v.parse(recoveryCodesReply, await (await ask('recovery-codes')).json())
    const old = await relay().browser().post('/api/session', { email, password, code: recoveryCodes[1] })
    expect(await errorOf(old)).toMatchObject({ code: 'wrong-code' })
    expect((await ask('remove', { code: renewed.recoveryCodes[0] ?? '' })).status).toBe(204)
    expect((await readAccount(owner)).secondStep).toBeNull()
    await signInAt(relay(), { email, password })
  })

  it('lets no secret wait for longer than a quarter of an hour', async () => {
    const owner = await setUpOwnShop(relay())
    const begun = await owner.post('/api/account/second-step', { password })
    const app = makeAuthenticator(v.parse(beginSecondStepReply, await begun.json()).secret)
    relay().pass(16 * 60_000)
    const late = await owner.post('/api/account/second-step/confirm', {
      code: await app.code(relay().services.now()),
    })
    expect(await errorOf(late)).toMatchObject({ code: 'wrong-code' })
  })

  it('keeps no recovery code and no password in clear', async () => {
    const owner = await setUpOwnShop(relay())
    const { recoveryCodes } = await turnOn(relay(), owner)
    const rows = await relay().services.database.query<{ stored: string }>(
      'select row_to_json(r)::text as stored from recovery_codes r union all select row_to_json(u)::text from users u',
    )
    const stored = rows.map(row => row.stored).join()
    expect(stored).not.toContain(password)
    for (const code of recoveryCodes) {
      expect(stored).not.toContain(code)
      expect(stored).not.toContain(code.replaceAll('-', ''))
    }
  })
})
