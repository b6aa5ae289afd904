import { createHash } from 'node:crypto'
import {
  missingPicturesReply,
  type OrganisationId,
  pictureHashOf,
  picturePath,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { storePicture } from '../../pictures/picture-store.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import {
  enrollTablet,
  errorOf,
  ORIGIN,
  onlyTill,
  setUpOwnShop,
  type TestBrowser,
} from '../../testing/test-relay.ts'

const fromBase64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'))
/** 16 × 16 pixels of orange. */
const ORANGE = fromBase64('UklGRhwAAABXRUJQVlA4TBAAAAAvD8ADAAfQ0v5H/wMR0f8A')
const FADE = fromBase64(
  'UklGRkYAAABXRUJQVlA4IDoAAABwAgCdASoQABAAAoBCJbACdGuA/QD+AAW+s3CoAP7ut5Kd37kUov//5bM/wQY/+uEd//nCOU+zmAAA',
)
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')

const hashOf = (bytes: Uint8Array) => pictureHashOf(createHash('sha256').update(bytes).digest())

await describeRelay('/api/pictures', relay => {
  let owner: TestBrowser
  let tablet: TestBrowser
  let device: string
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    const enrolled = await enrollTablet(relay(), owner, await onlyTill(owner))
    tablet = enrolled.tablet
    device = enrolled.reply.device
  })

  const put = (browser: TestBrowser, bytes: Uint8Array, hash: string = hashOf(bytes), origin = ORIGIN) =>
    browser.ask('PUT', picturePath(hash), bytes, { 'content-type': 'application/octet-stream', origin })

  const missing = async (browser: TestBrowser, hashes: readonly string[]) => {
    const response = await browser.post('/api/pictures/missing', { pictures: hashes })
    return v.parse(missingPicturesReply, await response.json()).missing
  }

  it('V1 gives a till what a manager added, to be kept for good', async () => {
    expect(await missing(owner, [hashOf(ORANGE)])).toEqual([hashOf(ORANGE)])
    // Sent again after an answer that was lost: the same.
    for (let time = 0; time < 2; time++) expect((await put(owner, ORANGE)).status).toBe(204)
    const answer = await tablet.get(picturePath(hashOf(ORANGE)))
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(ORANGE)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await missing(tablet, [hashOf(ORANGE), hashOf(FADE)])).toEqual([hashOf(FADE)])
  })

  it('V1 takes no bytes under a hash that is not theirs', async () => {
    const response = await put(owner, ORANGE, hashOf(FADE))
    expect(await errorOf(response)).toMatchObject({ status: 422, code: 'unusable-picture' })
    expect((await owner.get(picturePath(hashOf(FADE)))).status).toBe(404)
  })

  it.each([
    ['a drawing with scripts', SVG, 'not-a-picture'],
    ['nothing', new Uint8Array(), 'not-a-picture'],
    ['more than 24 KiB', new Uint8Array(24 * 1024 + 1), 'picture-too-large'],
    ['a picture with something behind it', Uint8Array.from([...ORANGE, ...SVG]), 'more-than-a-picture'],
  ])('V2 refuses %s', async (_, bytes, reason) => {
    const error = await errorOf(await put(owner, bytes))
    expect(error).toMatchObject({ status: 422, code: 'unusable-picture' })
    expect(error.message).toContain(reason)
  })

  it('V2 refuses a body that no picture has before it reads it', async () => {
    expect(await errorOf(await put(owner, new Uint8Array(300 * 1024)))).toMatchObject({ status: 400 })
  })

  it.each(['..%2f..%2fetc%2fpasswd', 'AB'.repeat(32), 'x', `${'0'.repeat(64)}0`])(
    'V1 knows no picture of the name %s',
    async name => {
      expect((await owner.get(`/api/pictures/${name}`)).status).toBe(404)
    },
  )

  it('V3 lets no till add pictures, nor somebody who is not signed in, nor another site', async () => {
    expect(await errorOf(await put(tablet, ORANGE))).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await put(relay().browser(), ORANGE)).status).toBe(401)
    expect((await put(owner, ORANGE, hashOf(ORANGE), 'http://elsewhere.test')).status).toBe(403)
    expect(
      (
        await relay()
          .browser()
          .get(picturePath(hashOf(ORANGE)))
      ).status,
    ).toBe(401)
    expect((await relay().browser().post('/api/pictures/missing', { pictures: [] })).status).toBe(401)
  })

  it('V3 lets a till bring back what the relay lost while a recovery is open', async () => {
    await owner.post('/api/recovery', {})
    expect((await put(tablet, ORANGE)).status).toBe(204)
    await owner.delete('/api/recovery')
    expect((await put(tablet, FADE)).status).toBe(403)
  })

  it('V3 shows a device nothing any more that is no till any more', async () => {
    await owner.delete(`/api/devices/${device}`)
    expect(await errorOf(await tablet.get(picturePath(hashOf(ORANGE))))).toMatchObject({
      status: 403,
      code: 'till-revoked',
    })
  })

  describe('bounds', () => {
    it('V3 keeps no more than so many of an organisation, each once, and other organisations apart', async () => {
      const { database } = relay().services
      const [one, other] = [toId<OrganisationId>('one'), toId<OrganisationId>('other')]
      const store = (of: OrganisationId, bytes: Uint8Array) =>
        storePicture(database, of, hashOf(bytes), bytes, 1)
      expect(await store(one, ORANGE)).toEqual({ kind: 'stored' })
      expect(await store(one, FADE)).toEqual({ kind: 'full' })
      expect(await store(one, ORANGE)).toEqual({ kind: 'stored' })
      expect(await store(other, FADE)).toEqual({ kind: 'stored' })
    })
  })
})
