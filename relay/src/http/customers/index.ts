import { type CustomerId, parseId } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { listCustomerSales } from '../../reports/list-customer-sales.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireDevice } from '../identity.ts'
import { Problem } from '../problem.ts'

/** `GET /<id>/sales`: what a customer bought, told to a till of its own store alone. */
export function customerRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:id/sales', async c => {
    const device = await requireDevice(c, services)
    const customer = parseId<CustomerId>(c.req.param('id'))
    if (customer === undefined) throw new Problem('not-found', 'there is no such customer')
    return c.json(await listCustomerSales(services.database, device, customer))
  })
}
