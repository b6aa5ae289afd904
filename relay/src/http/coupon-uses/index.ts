import { couponUsesRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readDeviceCookie } from '../../auth/cookies.ts'
import { countCouponUses } from '../../reports/count-coupon-uses.ts'
import type { AppEnv, Services } from '../context.ts'
import { findUserSession, requireDevice } from '../identity.ts'
import { parseBody } from '../parse-body.ts'

/** `POST`: how often coupons were used, told to tills and to people of the organisation. */
export function couponUseRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    // A browser that is both asks as the till in its worker, and must say so.
    const asDevice = readDeviceCookie(c) !== undefined && c.req.query('as') === 'device'
    const session = asDevice ? undefined : await findUserSession(c, services)
    const device = session === undefined ? await requireDevice(c, services) : null
    const organisation = session?.user.organisation ?? device?.organisation ?? ''
    const { coupons } = await parseBody(c, couponUsesRequest)
    return c.json(await countCouponUses(services.database, organisation, device, coupons))
  })
}
