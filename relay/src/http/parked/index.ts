import { claimParkedRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { claimParked } from '../../parked/claim-parked.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireDevice } from '../identity.ts'
import { parseBody } from '../parse-body.ts'

/** `POST /claims`: a till takes a parked sale of its store, unless another was first. */
export function parkedRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/claims', async c => {
    const device = await requireDevice(c, services)
    const { parking } = await parseBody(c, claimParkedRequest)
    return c.json(await claimParked(services.database, device, parking, services.now()))
  })
}
