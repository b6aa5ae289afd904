import { Hono } from 'hono'
import { listFindings } from '../../findings/list-findings.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner } from '../identity.ts'

/** `GET`: what is wrong in the documents. For owners. */
export function findingRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    await requireOwner(c, services)
    return c.json(await listFindings(services.database))
  })
}
