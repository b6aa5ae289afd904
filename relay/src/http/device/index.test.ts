import { webcrypto } from 'node:crypto'
import { deviceChallengeReply, deviceSignInMessage, enrollReply, toId } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  enrollTablet,
  errorOf,
  makeCode,
  ORIGIN,
  onlyTill,
  REPORT,
  readTills,
  setUpOwnShop,
} from '../../testing/test-relay.ts'

await describeRelay('/api/device', relay => {
  it('keeps what a till reports, with how far its clock is off', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const report = { ...REPORT, clock: Date.now() + 3_600_000 }
    expect((await tablet.post('/api/device/report', report)).status).toBe(200)
    const device = (await readTills(owner)).tills[0]?.device
    expect(device).toMatchObject({ online: true, report })
    expect(Math.abs((device?.clockOffset ?? 0) - 3_600_000)).toBeLessThan(60_000)
  })

  it('takes a till that has not reported for 45 seconds for gone', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    await tablet.post('/api/device/report', REPORT)
    relay().pass(45_000)
    const device = (await readTills(owner)).tills[0]?.device
    expect(device).toMatchObject({ online: false, report: REPORT })
  })

  it('refuses a report that is not one', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const { printer, ...older } = REPORT
    expect((await tablet.post('/api/device/report', older)).status).toBe(200)
    const broken = { ...REPORT, printer: { ...printer, problem: 'on fire' } }
    expect((await tablet.post('/api/device/report', broken)).status).toBe(400)
    const refused = await tablet.post('/api/device/report', { ...REPORT, unsyncedSales: -1 })
    expect(await errorOf(refused)).toMatchObject({ status: 400, fields: { unsyncedSales: 'not-supported' } })
  })

  it('gives a device that lost its cookie a new one for the signature of its key, once per challenge', async () => {
    const owner = await setUpOwnShop(relay())
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const publicKey = Buffer.from(await webcrypto.subtle.exportKey('raw', keys.publicKey)).toString('base64')
    const { code } = await makeCode(owner, await onlyTill(owner))
    const before = relay().browser()
    const enrolled = await before.post('/api/enroll', { code, publicKey, deviceName: 'Counter' })
    const reply = v.parse(enrollReply, await enrolled.json())
    const { device, database } = reply
    const sign = async (challenge: string) => {
      const message = deviceSignInMessage(database, device, challenge)
      const bytes = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, message)
      return Buffer.from(bytes).toString('base64')
    }
    const challenge = async () => {
      const asked = await relay().browser().post('/api/device/challenge', { device })
      return v.parse(deviceChallengeReply, await asked.json()).challenge
    }

    const after = relay().browser()
    const signature = await sign(await challenge())
    const signedIn = await after.post('/api/device/session', { device, signature })
    expect(v.parse(enrollReply, await signedIn.json())).toEqual(reply)
    expect((await after.get('/api/device')).status).toBe(200)
    expect((await before.get('/api/device')).status).toBe(401)

    const refused = async (answer: object) =>
      (
        await relay()
          .browser()
          .post('/api/device/session', { device, ...answer })
      ).status
    expect(await refused({ signature })).toBe(401)
    await challenge()
    expect(await refused({ signature: await sign('another') })).toBe(401)
    const late = await sign(await challenge())
    relay().pass(60_000)
    expect(await refused({ signature: late })).toBe(401)
    expect((await relay().browser().post('/api/device/challenge', { device: 'nobody' })).status).toBe(200)
    await owner.post(`/api/devices/${device}/revoke`)
    const shutOut = await after.post('/api/device/session', {
      device,
      signature: await sign(await challenge()),
    })
    expect(await errorOf(shutOut)).toMatchObject({ code: 'till-revoked' })
  })

  it('is nothing to a revoked device, which is told so', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet, reply } = await enrollTablet(relay(), owner, await onlyTill(owner))
    expect((await owner.post(`/api/devices/${reply.device}/revoke`)).status).toBe(204)
    expect(await errorOf(await tablet.get('/api/device'))).toMatchObject({
      status: 403,
      code: 'till-revoked',
    })
    expect(await errorOf(await tablet.post('/api/device/report', REPORT))).toMatchObject({
      code: 'till-revoked',
    })
    expect((await readTills(owner)).tills[0]?.device).toMatchObject({ revoked: true, online: false })
  })

  it('lets managers revoke, by either verb, and nobody else', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet, reply } = await enrollTablet(relay(), owner, await onlyTill(owner))
    expect((await tablet.post(`/api/devices/${reply.device}/revoke`)).status).toBe(401)
    expect((await tablet.get('/api/device')).status).toBe(200)
    expect(await errorOf(await owner.post('/api/devices/nobody/revoke'))).toMatchObject({ status: 404 })
    expect((await owner.ask('DELETE', `/api/devices/${reply.device}`)).status).toBe(204)
    expect((await tablet.get('/api/device')).status).toBe(403)
  })

  it('lists the stock documents of its own store to a till, and any to a manager', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet, reply } = await enrollTablet(relay(), owner, await onlyTill(owner))
    await relay().services.hub.change({ kind: 'stock', store: toId(reply.store), writer: 'opening' }, doc => {
      doc.getArray('moves').push([1])
    })
    const path = `/api/documents?store=${reply.store}`
    const documents = [`stock/${reply.store}/opening`]
    expect(await (await tablet.get(path)).json()).toEqual({ documents })
    expect(await (await owner.get(path)).json()).toEqual({ documents })
    expect(await errorOf(await tablet.get('/api/documents?store=other'))).toMatchObject({ code: 'forbidden' })
    expect(await (await owner.get('/api/documents?store=other')).json()).toEqual({ documents: [] })
    expect(await errorOf(await tablet.get(`${path}&as=user`))).toMatchObject({ code: 'unauthenticated' })
    expect(await errorOf(await tablet.get('/api/documents'))).toMatchObject({ code: 'bad-request' })
    expect(await errorOf(await relay().browser().get(path))).toMatchObject({ code: 'unauthenticated' })
  })

  it('refuses what another site sends in the name of a till', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const refused = await tablet.post('/api/device/report', REPORT, { origin: 'https://evil.example' })
    expect(refused.status).toBe(403)
    expect((await tablet.post('/api/device/report', REPORT, { origin: ORIGIN })).status).toBe(200)
  })
})
