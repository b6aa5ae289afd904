import { Hono } from 'hono'
import { findSoldReceipt } from '../../returns/find-sold-receipt.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireDevice } from '../identity.ts'
import { Problem } from '../problem.ts'

/** `GET /<number>`: what a till needs to take goods back that were sold at another till of its store. */
export function receiptRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:number', async c => {
    const device = await requireDevice(c, services)
    const found = await findSoldReceipt(services, device, c.req.param('number'))
    if (found === undefined) throw new Problem('not-found', 'this store has no such receipt')
    const { till, ...reply } = found
    const known = (await services.shop.read()).tills.get(till)
    return c.json({ ...reply, tillName: known?.name ?? till })
  })
}
