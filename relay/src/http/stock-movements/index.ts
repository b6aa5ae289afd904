import { stockMovementsQuery } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { listStockMovements } from '../../reports/list-stock-movements.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseQuery } from '../parse-query.ts'

/** `GET`: what moved stock, the newest first. */
export function stockMovementRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    const user = await requireUser(c, services)
    return c.json(await listStockMovements(services.database, user, parseQuery(c, stockMovementsQuery)))
  })
}
