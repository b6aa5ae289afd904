import { beginSecondStepReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { makeAuthenticator } from '../testing/authenticator.ts'
import { describeRelay } from '../testing/describe-relay.ts'
import { OWNER, setUpOwnShop } from '../testing/test-relay.ts'
import { toBase32 } from './oslo.ts'
import { checkSecondStep } from './second-step.ts'
import { SecretKeys } from './secret-keys.ts'
import { forgetUnreadableSecrets, openUserSecrets } from './user-secrets.ts'

const [OWN, NEW] = [7, 8].map(byte => Buffer.alloc(32, byte).toString('base64'))
const keys = (...texts: (string | undefined)[]) => new SecretKeys('SECRET_KEYS', texts.map(String))

interface Row {
  readonly id: never
  readonly totp_secret: Uint8Array
  readonly totp_key: string | null
}

await describeRelay('secrets of users', relay => {
  const read = async () => {
    const [row] = await relay().services.database.query<Row>('select id, totp_secret, totp_key from users')
    if (!row) throw new Error('there must be an owner')
    return row
  }

  /** Turns the owner's second step on. @returns its secret as the app has it */
  async function turnOn(): Promise<string> {
    const owner = await setUpOwnShop(relay())
    const begun = await owner.post('/api/account/second-step', { password: OWNER.password })
    const { secret } = v.parse(beginSecondStepReply, await begun.json())
    const code = await makeAuthenticator(secret).code(relay().services.now())
    expect((await owner.post('/api/account/second-step/confirm', { code })).status).toBe(200)
    relay().pass(30_000)
    return secret
  }

  /** Whether the app's present code is taken with these keys; each is good once. */
  async function isTaken(secret: string, secrets: Awaited<ReturnType<typeof openUserSecrets>>) {
    const { database, now } = relay().services
    const { id } = await read()
    relay().pass(30_000)
    const code = await makeAuthenticator(secret).code(now())
    return checkSecondStep({ database, secrets }, id, code, now())
  }

  it('are not in the database as they are', async () => {
    const secret = await turnOn()
    const { totp_secret, totp_key } = await read()
    expect(totp_key).toBe(keys(OWN).current)
    expect(toBase32(totp_secret)).not.toContain(secret)
    expect(await isTaken(secret, relay().services.secrets)).toBe(true)
  })

  it('of an earlier version are encrypted at the start, once', async () => {
    const secret = await turnOn()
    const { database, secrets } = relay().services
    const { id, totp_secret, totp_key } = await read()
    const plain = secrets.open(id, { key: String(totp_key), sealed: totp_secret })
    expect(toBase32(plain)).toBe(secret)
    await database.query("update users set totp_secret = decode($1::text, 'hex'), totp_key = null", [
      Buffer.from(plain).toString('hex'),
    ])
    const opened = await openUserSecrets(database, keys(OWN))
    const sealed = await read()
    expect(sealed.totp_secret).not.toEqual(plain)
    await openUserSecrets(database, keys(OWN))
    expect(await read()).toEqual(sealed)
    expect(await isTaken(secret, opened)).toBe(true)
  })

  it('go on to a new key, and the old one can be taken out', async () => {
    const secret = await turnOn()
    const { database } = relay().services
    const rotated = await openUserSecrets(database, keys(NEW, OWN))
    expect((await read()).totp_key).toBe(keys(NEW).current)
    expect(await isTaken(secret, rotated)).toBe(true)
    expect(await isTaken(secret, await openUserSecrets(database, keys(NEW)))).toBe(true)
    // A relay that has both encrypts with what was started last; one that lacks it does not encrypt at all.
    const { id } = await read()
    expect((await rotated.seal(database, id, new Uint8Array(20))).key).toBe(keys(NEW).current)
    await expect(relay().services.secrets.seal(database, id, new Uint8Array(20))).rejects.toThrow(
      `another relay encrypts with key ${keys(NEW).current}, which is not in`,
    )
  })

  it('without their key keep the relay from starting, until it is back or they are forgotten', async () => {
    const secret = await turnOn()
    const { database } = relay().services
    const before = await read()
    await expect(openUserSecrets(database, keys(NEW))).rejects.toThrow(
      `1 second steps are encrypted with key ${keys(OWN).current}, which is not in SECRET_KEYS: put that key back`,
    )
    expect(await read()).toEqual(before)
    expect(await isTaken(secret, await openUserSecrets(database, keys(OWN)))).toBe(true)
    expect(await forgetUnreadableSecrets(database, keys(NEW, OWN))).toBe(0)
    expect(await forgetUnreadableSecrets(database, keys(NEW))).toBe(1)
    await openUserSecrets(database, keys(NEW))
    const session = await relay().browser().post('/api/session', OWNER)
    expect(session.status).toBe(200)
  })
})
