import { deviceReply, enrollReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { CODE_LIFETIME_MS } from '../../devices/enrollment-code.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  enrollTablet,
  errorOf,
  makeCode,
  makePublicKey,
  onlyTill,
  readTills,
  setUpOwnShop,
} from '../../testing/test-relay.ts'

const publicKey = await makePublicKey()

await describeRelay('enrollment', relay => {
  it('makes a tablet a till by a one-time code', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { code, expiresAt } = await makeCode(owner, till)
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
    expect(Math.abs(expiresAt - Date.now() - CODE_LIFETIME_MS)).toBeLessThan(60_000)
    const tablet = relay().browser()
    const response = await tablet.post('/api/enroll', { code, publicKey, deviceName: 'Counter' })
    expect(response.status).toBe(201)
    const reply = v.parse(enrollReply, await response.json())
    expect(reply).toMatchObject({ till, tillName: 'Till 1', storeName: 'Corner shop', epoch: 1 })
    expect(tablet.attributes.get('evertill_device')).toMatch(/Max-Age=34560000.*HttpOnly; SameSite=Strict/)
    expect(v.parse(deviceReply, await (await tablet.get('/api/device')).json())).toEqual(reply)
    expect((await readTills(owner)).tills[0]?.device).toMatchObject({
      name: 'Counter',
      revoked: false,
      online: false,
    })
  })

  it('takes a code in any case, with spaces or dashes', async () => {
    const owner = await setUpOwnShop(relay())
    const { code } = await makeCode(owner, await onlyTill(owner))
    const typed = ` ${code.toLowerCase().replace('-', ' – ')} `
    const response = await relay().browser().post('/api/enroll', { code: typed, publicKey, deviceName: '' })
    expect(response.status).toBe(201)
  })

  it('says whether a code is unknown, used or expired', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const tablet = relay().browser()
    const enroll = (code: string) => tablet.post('/api/enroll', { code, publicKey, deviceName: 'T' })
    expect(await errorOf(await enroll('2222-2222'))).toMatchObject({ status: 404, code: 'code-unknown' })
    expect(await errorOf(await enroll('not a code'))).toMatchObject({ status: 404, code: 'code-unknown' })
    const used = await makeCode(owner, till)
    expect((await enroll(used.code)).status).toBe(201)
    expect(await errorOf(await enroll(used.code))).toMatchObject({ status: 410, code: 'code-used' })
    const late = await makeCode(owner, till)
    relay().pass(CODE_LIFETIME_MS)
    expect(await errorOf(await enroll(late.code))).toMatchObject({ status: 410, code: 'code-expired' })
  })

  it('finds a code for a till when all short ones are taken', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    await relay().services.database.query(
      `insert into till_epochs (till, organisation, epoch, code)
       select 'till-' || n, organisations.id, 1, 'T' || n from organisations, generate_series(1, 999) as n`,
    )
    const { reply } = await enrollTablet(relay(), owner, till)
    expect(reply.tillCode).toBe('T1000')
  })

  it('gives a code to one of two tablets that use it at the same time', async () => {
    const owner = await setUpOwnShop(relay())
    const { code } = await makeCode(owner, await onlyTill(owner))
    const body = { code, publicKey, deviceName: 'T' }
    const [a, b] = await Promise.all([
      relay().browser().post('/api/enroll', body),
      relay().browser().post('/api/enroll', body),
    ])
    expect([a.status, b.status].sort()).toEqual([201, 410])
  })

  it('makes guessing codes slow', async () => {
    await setUpOwnShop(relay())
    const guess = () =>
      relay().browser().post('/api/enroll', { code: '2222-2222', publicKey, deviceName: 'T' })
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(404)
    expect(await errorOf(await guess())).toMatchObject({ status: 429, code: 'too-many-attempts' })
  })

  it('keeps neither the code nor the credential', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { code } = await makeCode(owner, till)
    const { tablet } = await enrollTablet(relay(), owner, till)
    const rows = await relay().services.database.query<{ stored: string }>(
      'select row_to_json(c)::text as stored from enrollment_codes c union all select row_to_json(d)::text from devices d',
    )
    const stored = rows.map(row => row.stored).join()
    expect(stored).not.toContain(code.replace('-', ''))
    expect(stored).not.toContain(tablet.cookies.get('evertill_device'))
  })

  it('counts the epoch up and revokes the tablet that was this till', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const first = await enrollTablet(relay(), owner, till)
    const second = await enrollTablet(relay(), owner, till)
    expect([first.reply.epoch, second.reply.epoch]).toEqual([1, 2])
    expect(await errorOf(await first.tablet.get('/api/device'))).toMatchObject({
      status: 403,
      code: 'till-revoked',
    })
    expect((await second.tablet.get('/api/device')).status).toBe(200)
  })

  it.each([
    ['not base64', '***'],
    ['not a point', Buffer.alloc(65, 4).toString('base64')],
    ['of another length', Buffer.alloc(33, 2).toString('base64')],
  ])('refuses a public key that is %s and leaves the code unused', async (_name, badKey) => {
    const owner = await setUpOwnShop(relay())
    const { code } = await makeCode(owner, await onlyTill(owner))
    const refused = await relay().browser().post('/api/enroll', { code, publicKey: badKey, deviceName: 'T' })
    expect((await errorOf(refused)).fields).toHaveProperty('publicKey')
    expect((await relay().browser().post('/api/enroll', { code, publicKey, deviceName: 'T' })).status).toBe(
      201,
    )
  })

  it('makes codes for managers only, and for tills that exist', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { tablet } = await enrollTablet(relay(), owner, till)
    expect((await relay().browser().post('/api/enrollment-codes', { till })).status).toBe(401)
    expect((await tablet.post('/api/enrollment-codes', { till })).status).toBe(401)
    expect(await errorOf(await owner.post('/api/enrollment-codes', { till: 'nowhere' }))).toMatchObject({
      status: 404,
    })
    expect(await errorOf(await owner.post('/api/enrollment-codes', { till: '../x' }))).toMatchObject({
      status: 400,
    })
  })
})
