import { deviceReport } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readDeviceCookie, writeDeviceCookie } from '../../auth/cookies.ts'
import { recordReport } from '../../devices/record-report.ts'
import type { AppEnv, Services } from '../context.ts'
import { deviceReplyOf } from '../enroll/index.ts'
import { requireDevice } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { isSecure } from '../request-facts.ts'

/** `GET`: who the asking device is. `POST /report`: it says how it is. */
export function deviceRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async c => {
      const device = await requireDevice(c, services)
      const till = (await services.shop.read()).tills.get(device.till)
      if (!till) throw new Problem('not-found', 'the till of this device is not in the settings')
      const credential = readDeviceCookie(c)
      if (credential !== undefined) writeDeviceCookie(c, credential, isSecure(c, services))
      return c.json(deviceReplyOf(services, device, till))
    })
    .post('/report', async c => {
      const device = await requireDevice(c, services)
      const report = await parseBody(c, deviceReport)
      await recordReport(services.database, device.id, report, services.now())
      services.changes.notify()
      return c.body(null, 204)
    })
}
