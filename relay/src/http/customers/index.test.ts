import { type CustomerId, type CustomerSales, customerSalesReply, toId } from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it } from 'vitest'
import { describeRelay } from '../../testing/describe-relay.ts'
import { errorOf, onlyTill, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { cashSale, enrollWritingTill, MORNING, type WritingTill } from '../../testing/writing-till.ts'

const ANA = toId<CustomerId>('ana')

await describeRelay('/api/customers', relay => {
  let owner: TestBrowser
  let till: WritingTill
  beforeEach(async () => {
    owner = await setUpOwnShop(relay())
    till = await enrollWritingTill(relay(), owner, await onlyTill(owner))
  })

  const sold = async (browser: TestBrowser, customer: string): Promise<CustomerSales['sales']> => {
    const response = await browser.get(`/api/customers/${customer}/sales`)
    expect(response.status).toBe(200)
    return v.parse(customerSalesReply, await response.json()).sales
  }

  it('tells a till what a customer bought in its store, the newest first, and nothing of who served them', async () => {
    await till.write([
      cashSale('tea', 1, 100, { customer: ANA }),
      cashSale('cup', 2, 300, { customer: toId<CustomerId>('ben') }),
      cashSale('pot', 1, 900, { customer: ANA }),
      cashSale('tea', 1, 100),
    ])
    await relay().services.projection.idle()
    expect(await sold(till.browser, 'ana')).toEqual([
      {
        kind: 'sale',
        receipt: `${till.code}-000003`,
        at: MORNING + 2000,
        currency: 'GBP',
        total: 900,
        items: [{ product: 'pot', name: null, quantity: 1000, amount: 900 }],
      },
      expect.objectContaining({ receipt: `${till.code}-000001`, total: 100 }),
    ])
    expect(await sold(till.browser, 'nobody')).toEqual([])
  })

  it('tells no till of another store, and nobody who is no till', async () => {
    await till.write([cashSale('tea', 1, 100, { customer: ANA })])
    await relay().services.projection.idle()
    await relay().services.database.query(`update devices set store = 'elsewhere' where till = $1`, [
      till.till,
    ])
    expect(await sold(till.browser, 'ana')).toEqual([])
    expect(await errorOf(await owner.get('/api/customers/ana/sales'))).toMatchObject({ status: 401 })
    expect(await errorOf(await relay().browser().get('/api/customers/ana/sales'))).toMatchObject({
      status: 401,
      code: 'unauthenticated',
    })
    expect(await errorOf(await till.browser.get('/api/customers/a%27b/sales'))).toMatchObject({ status: 404 })
  })
})
