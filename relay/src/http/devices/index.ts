import { type DeviceId, parseId } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { mayUseStore } from '../../auth/user.ts'
import { findDeviceStore } from '../../devices/find-device.ts'
import { revokeDevice } from '../../devices/revoke-device.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { Problem } from '../problem.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'

/** `POST /:id/revoke`, or `DELETE /:id`: a manager of its store takes a device its rights, at once. */
export function deviceAdminRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/:id/revoke', c => revoke(c, services, c.req.param('id')))
    .delete('/:id', c => revoke(c, services, c.req.param('id')))
}

async function revoke(c: Context<AppEnv>, services: Services, id: string): Promise<Response> {
  const user = await requireUser(c, services)
  const device = parseId<DeviceId>(id)
  const store = device && (await findDeviceStore(services.database, user.organisation, device))
  if (store && !mayUseStore(user, store)) throw new Problem('forbidden', 'this is a till of another store')
  if (!device || !(await revokeDevice(services.database, user.organisation, device, services.now()))) {
    throw new Problem('not-found', 'there is no such device')
  }
  closeSocketsOf(services, [device], 'revoked')
  services.changes.notify()
  services.log.info({ device, user: user.id }, 'device revoked')
  return c.body(null, 204)
}
