import { SYNC_PATH } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { accountRoutes } from './http/account/index.ts'
import { clientRoutes } from './http/client/index.ts'
import type { AppEnv, Services } from './http/context.ts'
import { couponUseRoutes } from './http/coupon-uses/index.ts'
import { creditRoutes } from './http/credit/index.ts'
import { customerRoutes } from './http/customers/index.ts'
import { dailyTotalsRoutes } from './http/daily-totals/index.ts'
import { deviceRoutes } from './http/device/index.ts'
import { deviceAdminRoutes } from './http/devices/index.ts'
import { documentRoutes } from './http/documents/index.ts'
import { enrollRoutes } from './http/enroll/index.ts'
import { enrollmentCodeRoutes } from './http/enrollment-codes/index.ts'
import { findingRoutes } from './http/findings/index.ts'
import { limitBodies, refuseForeignOrigins, setSecurityHeaders } from './http/guard-requests.ts'
import { healthRoutes } from './http/health/index.ts'
import { historyRoutes } from './http/history/index.ts'
import { metricsRoutes } from './http/metrics/index.ts'
import { observeRequests } from './http/observe-requests.ts'
import { openApiRoutes } from './http/openapi/index.ts'
import { parkedRoutes } from './http/parked/index.ts'
import { passwordResetRoutes } from './http/password-resets/index.ts'
import { pictureRoutes } from './http/pictures/index.ts'
import { Problem } from './http/problem.ts'
import { quarantineRoutes } from './http/quarantine/index.ts'
import { receiptLetterRoutes } from './http/receipt-letters/index.ts'
import { receiptLinkRoutes } from './http/receipt-links/index.ts'
import { receiptRoutes } from './http/receipts/index.ts'
import { recoveryRoutes } from './http/recovery/index.ts'
import { salesRoutes } from './http/sales/index.ts'
import { sessionRoutes } from './http/session/index.ts'
import { setupRoutes } from './http/setup/index.ts'
import { shiftRoutes } from './http/shifts/index.ts'
import { statusRoutes } from './http/status/index.ts'
import { stockMovementRoutes } from './http/stock-movements/index.ts'
import { syncRoutes } from './http/sync/index.ts'
import { syncHealthRoutes } from './http/sync-health/index.ts'
import { tillRoutes } from './http/tills/index.ts'
import { userRoutes } from './http/users/index.ts'
import { StoreUnavailableError } from './sync/sync-hub.ts'

/** The relay's HTTP interface: everything that is answered, in one place. Tests ask it by `app.request`. */
export function createApp(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.onError((error, c) => {
    const problem = problemOf(error)
    if (!(error instanceof Problem)) {
      services.log.error(
        { err: error, request: c.get('requestId'), method: c.req.method, path: c.req.path },
        'a request failed',
      )
    }
    return problem.toResponse()
  })
  app.use(observeRequests(services), setSecurityHeaders(services))
  app.route('/', healthRoutes(services))
  app.route('/metrics', metricsRoutes(services))
  app.route('/openapi.json', openApiRoutes(services))
  app.route('/api', apiRoutes(services))
  app.route(SYNC_PATH, syncRoutes(services))
  app.route('/', clientRoutes(services))
  app.notFound(() => new Problem('not-found', 'there is nothing here').toResponse())
  return app
}

function apiRoutes(services: Services): Hono<AppEnv> {
  const api = new Hono<AppEnv>()
  api.use(refuseForeignOrigins(services), limitBodies)
  api.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  api.route('/status', statusRoutes(services))
  api.route('/setup', setupRoutes(services))
  api.route('/session', sessionRoutes(services))
  api.route('/account', accountRoutes(services))
  api.route('/users', userRoutes(services))
  api.route('/password-resets', passwordResetRoutes(services))
  api.route('/enrollment-codes', enrollmentCodeRoutes(services))
  api.route('/enroll', enrollRoutes(services))
  api.route('/device', deviceRoutes(services))
  api.route('/devices', deviceAdminRoutes(services))
  api.route('/tills', tillRoutes(services))
  api.route('/documents', documentRoutes(services))
  api.route('/recovery', recoveryRoutes(services))
  api.route('/health', syncHealthRoutes(services))
  api.route('/pictures', pictureRoutes(services))
  api.route('/quarantine', quarantineRoutes(services))
  api.route('/findings', findingRoutes(services))
  api.route('/parked', parkedRoutes(services))
  api.route('/receipts', receiptRoutes(services))
  api.route('/receipt-letters', receiptLetterRoutes(services))
  api.route('/receipt-links', receiptLinkRoutes(services))
  api.route('/sales', salesRoutes(services))
  api.route('/credit', creditRoutes(services))
  api.route('/coupon-uses', couponUseRoutes(services))
  api.route('/customers', customerRoutes(services))
  api.route('/daily-totals', dailyTotalsRoutes(services))
  api.route('/shifts', shiftRoutes(services))
  api.route('/stock-movements', stockMovementRoutes(services))
  api.route('/history', historyRoutes(services))
  api.all('*', () => {
    throw new Problem('not-found', 'there is no such path in the interface')
  })
  return api
}

/** Only expected failures say what they are; any other is told to the log and to nobody else. */
function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreUnavailableError) return new Problem('unavailable', 'the store cannot be reached')
  if (error instanceof HTTPException && error.status < 500) return new Problem('bad-request', error.message)
  return new Problem('unavailable', 'something went wrong here; it is in the log')
}
