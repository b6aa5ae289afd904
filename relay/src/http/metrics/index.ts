import { timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { sha256 } from '../../auth/sha256.ts'
import { readShopHealth } from '../../health/shop-health.ts'
import { exposeShop } from '../../health/shop-metrics.ts'
import type { AppEnv, Services } from '../context.ts'
import { Problem } from '../problem.ts'

/**
 * `GET /metrics`: the relay's figures and the tills' in Prometheus' text format. With METRICS_TOKEN set, whoever has it as a bearer
 * token may ask; without, only this very machine and not through a proxy.
 */
export function metricsRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    if (!mayAsk(c, services.metricsToken)) throw new Problem('unauthenticated', 'metrics need their token')
    const [relay, shop] = await Promise.all([
      services.metrics.expose(services.hub.figures()),
      readShopHealth(services),
    ])
    const text =
      shop === undefined ? relay : `${relay}\n${await exposeShop(shop.tills, shop.relay, shop.now)}`
    return c.body(text, 200, { 'content-type': services.metrics.contentType, 'cache-control': 'no-store' })
  })
}

function mayAsk(c: Context<AppEnv>, token: string | null): boolean {
  if (token === null) return c.req.header('x-forwarded-for') === undefined && isThisMachine(c)
  const given = c.req.header('authorization') ?? ''
  return timingSafeEqual(sha256(given), sha256(`Bearer ${token}`))
}

function isThisMachine(c: Context<AppEnv>): boolean {
  const address = c.env.incoming?.socket.remoteAddress ?? ''
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
