import { dailyTotalsQuery } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readDailyTotals } from '../../reports/daily-totals.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseQuery } from '../parse-query.ts'

/** `GET`: what each day brought, with its taxes by rate and its tenders. */
export function dailyTotalsRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    const user = await requireUser(c, services)
    return c.json(await readDailyTotals(services.database, user, parseQuery(c, dailyTotalsQuery)))
  })
}
