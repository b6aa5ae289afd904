import { type EnrollReply, enrollRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { writeDeviceCookie } from '../../auth/cookies.ts'
import type { Device } from '../../devices/device.ts'
import { enrollDevice } from '../../devices/enroll-device.ts'
import type { ShopTill } from '../../shop/read-shop.ts'
import type { AppEnv, Services } from '../context.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { isSecure, limitedAddress } from '../request-facts.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'
import { parsePublicKey } from './parse-public-key.ts'

const WORDING = {
  'code-unknown': 'there is no such code',
  'code-used': 'this code was used already',
  'code-expired': 'this code has expired',
} as const

/** `POST`: a tablet becomes a till by a one-time code. Sets the device's cookie. */
export function enrollRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    const request = await parseBody(c, enrollRequest)
    const publicKey = await parsePublicKey(request.publicKey)
    if (!publicKey) {
      throw new Problem('bad-request', 'this is not a raw P-256 public key', {
        fields: { publicKey: 'not-supported' },
      })
    }
    const attempt = [{ limit: 'enrollment', name: limitedAddress(c, services) }] as const
    const start = await services.limits.start(attempt)
    if (start.kind === 'wait') throw tooManyAttempts(start.seconds)
    const shop = await services.shop.read()
    const enrollment = { code: request.code, publicKey, deviceName: request.deviceName }
    const outcome = await enrollDevice(
      services.database,
      enrollment,
      till => shop.tills.get(till),
      services.now(),
    )
    if (outcome.kind !== 'enrolled') throw new Problem(outcome.kind, WORDING[outcome.kind])
    await services.limits.succeeded(attempt, ['enrollment'])
    closeSocketsOf(services, outcome.replaced, 'revoked')
    services.changes.notify()
    services.log.info(
      { device: outcome.device.id, till: outcome.till.id, epoch: outcome.device.epoch },
      'till enrolled',
    )
    writeDeviceCookie(c, outcome.credential, isSecure(c, services))
    return c.json(deviceReplyOf(services, outcome.device, outcome.till), 201)
  })
}

/** What a device is told of itself. */
export function deviceReplyOf(services: Services, device: Device, till: ShopTill): EnrollReply {
  return {
    device: device.id,
    till: till.id,
    tillName: till.name,
    tillCode: device.tillCode,
    store: till.store.id,
    storeName: till.store.name,
    catalog: device.catalog,
    organisation: device.organisation,
    epoch: device.epoch,
    database: services.databaseId,
  }
}
