import { shiftsQuery } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { listShifts } from '../../reports/list-shifts.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseQuery } from '../parse-query.ts'

/** `GET`: the shifts of tills' drawers, with their sums, over and short. */
export function shiftRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    const user = await requireUser(c, services)
    return c.json(await listShifts(services.database, user, parseQuery(c, shiftsQuery)))
  })
}
