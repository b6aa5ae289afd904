import { type BridgeHealth, MAX_JOB_BODY_BYTES } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { LanHere } from '../lan/lan.ts'
import { errorName } from '../logger.ts'
import { eventRoute } from './event-route.ts'
import {
  hardenAnswers,
  loopbackHosts,
  requireHost,
  requireOrigin,
  requireOwnPage,
  requireToken,
} from './guards.ts'
import { identityRoute } from './identity-route.ts'
import { jobRoutes } from './job-routes.ts'
import { ownLanRoutes } from './own-lan-routes.ts'
import { ownPageRoutes, pageRoutes } from './own-page-routes.ts'
import { pairRoute } from './pair-route.ts'
import { printerRoutes } from './printer-routes.ts'
import { Problem } from './problem.ts'
import { RefusalLog } from './refusal-log.ts'
import { scaleRoutes } from './scale-routes.ts'
import type { BridgeEnv, Listener, Services } from './services.ts'
import { trustRoutes } from './trust-routes.ts'

/**
 * The bridge on the loopback interface: `/v1` for tills, the rest for its own page. Every request must name the
 * interface as its host; every request of a till must come from an origin that the shop allowed, and all but health
 * and pairing with a token that was given to this origin.
 */
export function createApp(services: Services): Hono<BridgeEnv> {
  const app = createTillApp(services, { via: 'loopback', hosts: loopbackHosts(services.port) })
  for (const path of ['/', '/page.js', '/page.css', '/own/*']) app.use(path, requireOwnPage(services))
  app.route('/', pageRoutes(services))
  app.route('/own', ownPageRoutes(services))
  app.route('/own/lan', ownLanRoutes(services))
  return app
}

/**
 * The bridge on the shop's network: the same for tills, by the same rules and with tokens of their own; the proof of its
 * key; and how a device comes to trust it. The bridge's own page is not there.
 */
export function createLanApp(services: Services, { hosts, keys }: LanHere): Hono<BridgeEnv> {
  const app = createTillApp(services, { via: 'lan', hosts })
  app.route('/v1/identity', identityRoute(keys))
  app.route('/trust', trustRoutes(services, keys))
  return app
}

function createTillApp(services: Services, listener: Listener): Hono<BridgeEnv> {
  const refusals = new RefusalLog(services.log, services.now)
  const app = new Hono<BridgeEnv>()
  app.onError((error, c) => {
    const problem = error instanceof Problem ? error : new Problem('unexpected', 'the print bridge failed')
    if (!(error instanceof Problem)) services.log.error({ error: errorName(error) }, 'request failed')
    refusals.write({ code: problem.code, status: problem.status, method: c.req.method })
    const response = problem.toResponse()
    // An allowed origin may read why it was refused.
    const origin = c.get('origin')
    if (origin !== undefined) {
      response.headers.set('access-control-allow-origin', origin)
      response.headers.set('vary', 'Origin')
    }
    return response
  })
  app.notFound(() => {
    throw new Problem('not-found', 'no such route')
  })
  app.use(hardenAnswers, requireHost(listener))
  app.use('/v1/*', requireOrigin(services))
  app.use(
    bodyLimit({
      maxSize: MAX_JOB_BODY_BYTES,
      onError: () => {
        throw new Problem('too-large', `a request has at most ${MAX_JOB_BODY_BYTES} bytes`)
      },
    }),
  )
  app.get('/v1/health', c => {
    const { version, tokens } = services
    return c.json({ name: 'evertill-print-bridge', version, paired: tokens.any } satisfies BridgeHealth)
  })
  app.route('/v1/pair', pairRoute(services, listener))
  for (const path of ['/v1/printers', '/v1/jobs', '/v1/events', '/v1/scales']) {
    app.use(path, requireToken(services, listener))
    app.use(`${path}/*`, requireToken(services, listener))
  }
  app.route('/v1/printers', printerRoutes(services))
  app.route('/v1/jobs', jobRoutes(services))
  app.route('/v1/events', eventRoute(services))
  app.route('/v1/scales', scaleRoutes(services))
  return app
}
