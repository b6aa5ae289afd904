import { webcrypto } from 'node:crypto'
import {
  deviceRecoveryMessage,
  keyFingerprint,
  type RecoveryClaim,
  type RecoveryReply,
  recoveryChallengeReply,
  recoveryProofReply,
  recoveryReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { makeRecoveryCode } from '../../recovery/recovery-window.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { errorOf, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'

const OWNER = { name: 'Ada', email: 'ada@shop.example', password: 'correct horse battery' }
const DAY_MS = 24 * 3600 * 1000

/** A till with its key, as it was enrolled with a database that is gone. */
interface LostTill {
  readonly claim: RecoveryClaim
  readonly fingerprint: string
  sign(message: Uint8Array): Promise<string>
}

async function makeLostTill(change: Partial<RecoveryClaim> = {}): Promise<LostTill> {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const key = new Uint8Array(await webcrypto.subtle.exportKey('raw', pair.publicKey))
  const claim: RecoveryClaim = {
    device: 'device1',
    till: 'T1',
    tillName: 'Front',
    tillCode: 'T1',
    store: 'S1',
    storeName: 'Corner shop',
    catalog: 'C1',
    epoch: 3,
    publicKey: Buffer.from(key).toString('base64'),
    ...change,
  }
  return {
    claim,
    fingerprint: keyFingerprint(new Uint8Array(await webcrypto.subtle.digest('SHA-256', key))),
    async sign(message) {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
      const signature = await webcrypto.subtle.sign(algorithm, pair.privateKey, message)
      return Buffer.from(signature).toString('base64')
    },
  }
}

await describeRelay('recovery', relay => {
  const begin = async (code?: string) => {
    const browser = relay().browser()
    const typed = code ?? (await makeRecoveryCode(relay().services.database)) ?? ''
    const request = { code: typed, shopName: 'Corner shop', owner: OWNER, user: 'old-user' }
    return { browser, response: await browser.post('/api/recovery/setup', request) }
  }
  const recoveryOf = async (browser: TestBrowser): Promise<RecoveryReply> =>
    v.parse(recoveryReply, await (await browser.get('/api/recovery')).json())
  /** What a till does each time it asks. */
  const present = async (tablet: TestBrowser, till: LostTill, signer = till) => {
    const asked = await tablet.post('/api/recovery/claims', till.claim)
    if (!asked.ok) return asked
    const { challenge, database } = v.parse(recoveryChallengeReply, await asked.json())
    const signature = await signer.sign(deviceRecoveryMessage(database, till.claim.device, challenge))
    return tablet.post('/api/recovery/proof', { device: till.claim.device, signature })
  }
  const stateOf = async (response: Response) => v.parse(recoveryProofReply, await response.json()).state

  it('makes an owner on an empty database with the code that was printed, under the id that was', async () => {
    const { browser, response } = await begin()
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      user: { id: 'old-user', role: 'owner' },
      organisation: { name: 'Corner shop' },
    })
    expect((await recoveryOf(browser)).openUntil).not.toBeNull()
    expect(await (await browser.get('/api/status')).json()).toMatchObject({ setUp: true, recovering: true })
    // The code is good once, and there is none for a shop that is there.
    expect(await makeRecoveryCode(relay().services.database)).toBeUndefined()
    expect((await errorOf((await begin('AAAA-AAAA-AAAA')).response)).code).toBe('code-unknown')
  })

  it('takes no other code, and not many of them', async () => {
    await makeRecoveryCode(relay().services.database)
    const browser = relay().browser()
    const request = { code: 'ZZZZ-ZZZZ-ZZZZ', shopName: 'Mine', owner: OWNER, user: null }
    const codes: string[] = []
    for (let i = 0; i < 12; i++)
      codes.push((await errorOf(await browser.post('/api/recovery/setup', request))).code)
    expect(codes[0]).toBe('code-unknown')
    expect(codes.at(-1)).toBe('too-many-attempts')
    expect(await (await browser.get('/api/status')).json()).toMatchObject({ setUp: false })
  })

  it('lets a till in that proves its key, once the owner has said so', async () => {
    const { browser: owner } = await begin()
    const [tablet, till] = [relay().browser(), await makeLostTill()]
    expect(await stateOf(await present(tablet, till))).toBe('waiting')
    const [claimed] = (await recoveryOf(owner)).tills
    expect(claimed).toMatchObject({ tillName: 'Front', fingerprint: till.fingerprint, state: 'waiting' })
    expect((await tablet.get('/api/device')).status).toBe(401)
    await owner.post('/api/recovery/tills/device1', { decision: 'approve' })
    expect(await stateOf(await present(tablet, till))).toBe('approved')
    const [device] = await relay().services.database.query(
      `select till, store, catalog, epoch, revoked_at as revoked from devices where id = 'device1'`,
    )
    expect(device).toEqual({ till: 'T1', store: 'S1', catalog: 'C1', epoch: 3, revoked: null })
    const [code] = await relay().services.database.query(
      `select code, epoch from till_epochs where till = 'T1'`,
    )
    expect(code).toEqual({ code: 'T1', epoch: 3 })
    // It is a device like any other now: its settings are what is missing, not its rights.
    expect((await tablet.get('/api/device')).status).toBe(404)
  })

  it('lets nobody in with the claim of another', async () => {
    const { browser: owner } = await begin()
    const [tablet, till] = [relay().browser(), await makeLostTill()]
    await present(tablet, till)
    const thief = await makeLostTill()
    // Another key for the device that has proven its own.
    expect((await errorOf(await present(relay().browser(), thief))).code).toBe('forbidden')
    // Its key, and somebody else's signature.
    expect((await errorOf(await present(relay().browser(), till, thief))).code).toBe('unauthenticated')
    await owner.post('/api/recovery/tills/device1', { decision: 'approve' })
    expect((await errorOf(await present(relay().browser(), till, thief))).code).toBe('unauthenticated')
  })

  it('shows no till that has not proven its key', async () => {
    const { browser: owner } = await begin()
    await relay()
      .browser()
      .post('/api/recovery/claims', (await makeLostTill()).claim)
    expect((await recoveryOf(owner)).tills).toEqual([])
    const approved = await owner.post('/api/recovery/tills/device1', { decision: 'approve' })
    expect((await errorOf(approved)).code).toBe('not-found')
  })

  it('remembers a refusal', async () => {
    const { browser: owner } = await begin()
    const [tablet, till] = [relay().browser(), await makeLostTill()]
    await present(tablet, till)
    await owner.post('/api/recovery/tills/device1', { decision: 'refuse' })
    expect(await stateOf(await present(tablet, till))).toBe('refused')
    expect((await tablet.get('/api/device')).status).toBe(401)
  })

  it('of two tablets of one till takes the later enrolment', async () => {
    const { browser: owner } = await begin()
    const later = await makeLostTill({ device: 'later', epoch: 4 })
    const earlier = await makeLostTill({ device: 'earlier', epoch: 3 })
    for (const till of [later, earlier]) await present(relay().browser(), till)
    await owner.post('/api/recovery/tills/later', { decision: 'approve' })
    const answer = await owner.post('/api/recovery/tills/earlier', { decision: 'approve' })
    expect((await errorOf(answer)).code).toBe('till-revoked')
  })

  it('is opened and closed by owners only, and closes by itself', async () => {
    const owner = await setUpOwnShop(relay())
    expect((await recoveryOf(owner)).openUntil).toBeNull()
    expect((await errorOf(await relay().browser().post('/api/recovery', {}))).code).toBe('unauthenticated')
    const [tablet, till] = [relay().browser(), await makeLostTill()]
    expect((await errorOf(await present(tablet, till))).code).toBe('forbidden')
    await owner.post('/api/recovery', {})
    expect(await stateOf(await present(tablet, till))).toBe('waiting')
    await owner.ask('DELETE', '/api/recovery')
    expect(await recoveryOf(owner)).toEqual({ openUntil: null, tills: [] })
    expect((await errorOf(await present(tablet, till))).code).toBe('forbidden')
    await owner.post('/api/recovery', {})
    relay().pass(DAY_MS)
    expect((await errorOf(await present(tablet, till))).code).toBe('forbidden')
  })
})
