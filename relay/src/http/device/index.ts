import { deviceChallengeRequest, deviceReport, deviceSessionRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readDeviceCookie, writeDeviceCookie } from '../../auth/cookies.ts'
import { wantedOf } from '../../credit/give-share.ts'
import { recordReport } from '../../devices/record-report.ts'
import { challengeDevice, signInDevice } from '../../devices/sign-in-device.ts'
import type { AppEnv, Services } from '../context.ts'
import { deviceReplyOf } from '../enroll/index.ts'
import { requireDevice } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { isSecure } from '../request-facts.ts'

/**
 * `GET`: who the asking device is. `POST /report`: it says how it is, and is told what others want of its shares. `POST /challenge`, `POST /session`: a device
 * whose browser lost its cookie proves with its journal key that it is still itself.
 */
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
    .post('/challenge', async c => {
      const { device } = await parseBody(c, deviceChallengeRequest)
      return c.json({ challenge: await challengeDevice(services.database, device, services.now()) })
    })
    .post('/session', async c => {
      const { device, signature } = await parseBody(c, deviceSessionRequest)
      const bytes = Uint8Array.from(Buffer.from(signature, 'base64'))
      const answer = { device, signature: bytes }
      const outcome = await signInDevice(services.database, services.databaseId, answer, services.now())
      if (outcome.kind === 'revoked') throw new Problem('till-revoked', 'this device is no longer a till')
      if (outcome.kind === 'refused') throw new Problem('unauthenticated', 'the challenge was not answered')
      const till = (await services.shop.read()).tills.get(outcome.device.till)
      if (!till) throw new Problem('not-found', 'the till of this device is not in the settings')
      services.log.info({ device }, 'a device signed in by its key')
      writeDeviceCookie(c, outcome.credential, isSecure(c, services))
      return c.json(deviceReplyOf(services, outcome.device, till))
    })
    .post('/report', async c => {
      const device = await requireDevice(c, services)
      const report = await parseBody(c, deviceReport)
      await recordReport(services.database, device.id, report, services.now())
      services.changes.notify()
      const wanted = await wantedOf(services.database, device, services.now())
      return c.json({ wanted })
    })
}
