import { type DeviceId, parseId } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { revokeDevice } from '../../devices/revoke-device.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { Problem } from '../problem.ts'

/** `POST /:id/revoke`: a manager takes a device its rights, at once. */
export function deviceAdminRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/:id/revoke', async c => {
    const user = await requireUser(c, services)
    const device = parseId<DeviceId>(c.req.param('id'))
    if (!device || !(await revokeDevice(services.database, user.organisation, device, services.now()))) {
      throw new Problem('not-found', 'there is no such device')
    }
    services.hub.closeConnections(owner => owner.session === device, 'revoked')
    services.changes.notify()
    services.log.info({ device, user: user.id }, 'device revoked')
    return c.body(null, 204)
  })
}
