import { Hono } from 'hono'

/** The port the bridge listens on when none is asked for; tills look for it there. */
export const DEFAULT_PORT = 9753

/** GET /v1/health. */
export interface BridgeHealth {
  readonly name: 'evertill-print-bridge'
  readonly version: string
  /** Whether a till has been paired with this bridge; without pairing it prints nothing. */
  readonly paired: boolean
}

/**
 * The bridge's HTTP interface. It listens on the loopback interface only, and answers only requests that name it:
 * a page that makes its own domain point to 127.0.0.1 (DNS rebinding) sends another Host and is refused.
 * @param options `version` as reported; `port` it listens on, part of the accepted Host.
 */
export function createBridge(options: { readonly version: string; readonly port: number }): Hono {
  const accepted = new Set(['127.0.0.1', 'localhost', '[::1]'].map(host => `${host}:${options.port}`))
  const app = new Hono()
  app.use(async (context, next) => {
    if (accepted.has(context.req.header('host') ?? '')) return next()
    return context.json(
      { error: { code: 'wrong-host', message: 'this service answers on the loopback interface only' } },
      421,
    )
  })
  app.get('/v1/health', context => {
    const health: BridgeHealth = { name: 'evertill-print-bridge', version: options.version, paired: false }
    return context.json(health)
  })
  app.notFound(context => context.json({ error: { code: 'not-found', message: 'no such route' } }, 404))
  return app
}
