import { couponUsesReply, findingsReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { rebuildProjection } from '../../projection/rebuild.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { RecordWriter } from '../../testing/record-writer.ts'
import { onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../../testing/writing-till.ts'

await describeRelay('/api/coupon-uses', relay => {
  let owner: TestBrowser
  let first: WritingTill
  let second: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    first = await enrollWritingTill(relay(), owner, await onlyTill(owner))
    await new RecordWriter(relay().services.hub, { kind: 'settings' }, 'tills', 'ann').write('till2', {
      name: 'Till 2',
      store: first.store,
    })
    second = await enrollWritingTill(relay(), owner, 'till2')
  })

  const ask = async (browser: TestBrowser, query = '') => {
    await relay().services.projection.idle()
    const response = await browser.post(`/api/coupon-uses${query}`, {
      coupons: ['TEN', 'ONE', 'NEVER', 'TEN'],
    })
    expect(response.status).toBe(200)
    return v.parse(couponUsesReply, await response.json())
  }
  const sale = (...coupons: string[]) => cashSale('tea', 1, 350, { coupons })

  it('G12 counts uses at all tills, gives voided ones back, and says up to where the asking till is counted', async () => {
    await first.write([sale('TEN'), sale('TEN', 'ONE'), sale('OTHER'), cashSale('tea', 1, 350)])
    expect(await ask(first.browser, '?as=device')).toEqual({ uses: { TEN: 2, ONE: 1 }, counted: 4 })
    await second.write([sale('TEN'), { kind: 'void', number: 1, reason: 'Wrong', sale: sale('TEN') }])
    await first.write(
      [{ kind: 'void', number: 2, reason: 'Wrong', sale: sale('TEN', 'ONE') }],
      MORNING + 60_000,
    )
    expect(await ask(second.browser, '?as=device')).toEqual({ uses: { TEN: 1, ONE: 0 }, counted: 2 })
    expect(await ask(first.browser, '?as=device')).toMatchObject({ counted: 5 })
    expect(await ask(owner)).toEqual({ uses: { TEN: 1, ONE: 0 }, counted: 0 })
  })

  it('G12 says the same after the rows were made again', async () => {
    await first.write([sale('TEN'), sale('ONE')])
    const before = await ask(owner)
    expect((await rebuildProjection(relay().services.database)).differed).toEqual({})
    expect(await ask(owner)).toEqual(before)
  })

  it('G12 finds a coupon that was used more often than it may be, until its limit is raised', async () => {
    const { hub, projection, shop } = relay().services
    const [catalog] = [...(await shop.read()).stores.values()].map(store => store.catalog)
    if (catalog === undefined) throw new Error('the shop has no catalog')
    const promotions = new RecordWriter(hub, { kind: 'catalog', catalog }, 'promotions', 'ann')
    const limit = (couponUses: number) =>
      promotions.write('ten', {
        name: 'Ten',
        conditions: { coupon: 'ten', couponUses },
        benefit: { kind: 'whole-sale', off: { kind: 'percent', millionths: 100_000 } },
      })
    const found = async () => {
      await projection.idle()
      return v.parse(findingsReply, await (await owner.get('/api/findings')).json())
    }
    await limit(1)
    await first.write([sale('TEN')])
    expect((await found()).total).toBe(0)
    await second.write([sale('TEN')], MORNING + 5000)
    expect(await found()).toMatchObject({
      findings: [
        { document: `catalog/${catalog}`, kind: 'coupon-overused', coupon: 'TEN', uses: 2, limit: 1 },
      ],
      total: 1,
    })
    await limit(2)
    expect((await found()).total).toBe(0)
  })

  it('tells nobody who is neither', async () => {
    const response = await relay()
      .browser()
      .post('/api/coupon-uses', { coupons: ['TEN'] })
    expect(response.status).toBe(401)
    expect((await owner.post('/api/coupon-uses', { coupons: [7] })).status).toBe(400)
  })
})
