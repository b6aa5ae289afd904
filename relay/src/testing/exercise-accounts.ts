import { once } from 'node:events'
import { addUserReply, beginSecondStepReply, recoveryCodesReply, resetCode } from '@evertill/crdt-model'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { makeAuthenticator } from './authenticator.ts'
import { makePublicKey, OWNER } from './test-relay.ts'

/** A browser that talks to a relay in a process of its own, and keeps a list of everything secret that passes. */
class RemoteBrowser {
  cookie = ''
  readonly #url: string
  readonly #secrets: Set<string>

  constructor(url: string, secrets: Set<string>) {
    this.#url = url
    this.#secrets = secrets
  }

  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', origin: this.#url, cookie: this.cookie },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      this.cookie = line.split(';')[0] ?? ''
      const secret = this.cookie.split('=')[1] ?? ''
      if (secret !== '') this.#secrets.add(secret)
    }
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
}

/**
 * Goes through every route of accounts, right and wrong, at a relay whose shop `OWN_SHOP` was set up, and opens a
 * socket. @returns everything that must stand in no log: passwords, cookies, codes, the second step's secret.
 */
export async function exerciseAccounts(
  url: string,
  till: (cookie: string) => Promise<string>,
): Promise<string[]> {
  const secrets = new Set<string>()
  const browser = () => new RemoteBrowser(url, secrets)
  const secret = (text: string) => {
    secrets.add(text)
    return text
  }
  const { email } = OWNER
  const password = secret(OWNER.password)
  const expectStatus = (what: string, actual: { status: number }, status: number) => {
    if (actual.status !== status) throw new Error(`${what} answered ${actual.status}, not ${status}`)
  }

  const owner = browser()
  const wrong = secret('a wrong password')
  expectStatus('wrong', await owner.ask('POST', '/api/session', { email, password: wrong }), 401)
  expectStatus(
    'broken',
    await owner.ask('POST', '/api/session', `{"email":"${email}","password":"${wrong}`),
    400,
  )
  expectStatus('sign-in', await owner.ask('POST', '/api/session', { email, password }), 200)

  const begun = await owner.ask('POST', '/api/account/second-step', { password })
  const { secret: key } = v.parse(beginSecondStepReply, begun.body)
  const app = makeAuthenticator(secret(key))
  expectStatus(
    'bad',
    await owner.ask('POST', '/api/account/second-step/confirm', { code: secret('918273') }),
    401,
  )
  const code = secret(await app.code(Date.now()))
  const confirmed = await owner.ask('POST', '/api/account/second-step/confirm', { code })
  const { recoveryCodes } = v.parse(recoveryCodesReply, confirmed.body)
  for (const each of recoveryCodes) secret(each)
  const second = browser()
  expectStatus('half', await second.ask('POST', '/api/session', { email, password }), 401)
  expectStatus('used', await second.ask('POST', '/api/session', { email, password, code }), 401)
  const whole = { email, password, code: recoveryCodes[0] }
  expectStatus('recovery', await second.ask('POST', '/api/session', whole), 200)
  const proof = (index: number) => ({ password, code: recoveryCodes[index] })
  expectStatus('account', await owner.ask('GET', '/api/account'), 200)
  const removed = await owner.ask('POST', '/api/account/second-step/remove', proof(1))
  expectStatus('remove', removed, 204)

  const next = secret('the next long password')
  const change = { current: password, password: next }
  expectStatus('change', await second.ask('POST', '/api/account/password', change), 204)
  expectStatus('ended', await owner.ask('GET', '/api/session'), 401)
  expectStatus('others', await second.ask('POST', '/api/account/sessions/end-others', {}), 204)

  const person = { name: 'Mia', email: 'mia@shop.example', role: 'manager' }
  const added = v.parse(addUserReply, (await second.ask('POST', '/api/users', person)).body)
  const invitation = secret(added.reset?.code ?? '')
  const first = secret('the first long password')
  const set = { code: invitation, password: first }
  expectStatus('set', await browser().ask('POST', '/api/password-resets', set), 204)
  expectStatus('twice', await browser().ask('POST', '/api/password-resets', set), 404)
  const path = `/api/users/${added.user.id}`
  expectStatus('rename', await second.ask('PATCH', path, { name: 'Mia B.' }), 200)
  const reset = await second.ask('POST', `${path}/reset`, { removesSecondStep: true })
  secret(v.parse(resetCode, reset.body).code)
  expectStatus('revoke', await second.ask('DELETE', path), 204)
  expectStatus('restore', await second.ask('POST', `${path}/restore`, {}), 200)

  const made = await second.ask('POST', '/api/enrollment-codes', { till: await till(second.cookie) })
  const enrollment = secret(v.parse(v.object({ code: v.string() }), made.body).code)
  const tablet = browser()
  const request = { code: enrollment, publicKey: await makePublicKey(), deviceName: 'Tablet' }
  expectStatus('enroll', await tablet.ask('POST', '/api/enroll', request), 201)
  for (const { cookie } of [tablet, second]) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/settings`, { headers: { cookie } })
    await once(socket, 'message')
    socket.close()
    await once(socket, 'close')
  }
  expectStatus('sign-out', await second.ask('DELETE', '/api/session'), 204)
  return [...secrets].flatMap(each => [each, each.replaceAll('-', '')])
}
