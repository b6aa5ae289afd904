import { existsSync } from 'node:fs'
import { RECEIPT_PAGE } from '@evertill/crdt-model'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { AppEnv, Services } from '../context.ts'

/** Files whose names hold a hash of their content: they never change. */
const HASHED = /^\/assets\//
const YEAR_SECONDS = 31_536_000

/**
 * The built client. Any other path that a person could have typed or bookmarked is the app itself, which has its
 * own router. Receipts for those who bought have a page by itself, which search engines are told to leave alone.
 */
export function clientRoutes({ clientDirectory }: Services): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  // What the build left no compressed form of.
  routes.use(compress())
  routes.use(async (c, next) => {
    await next()
    if (c.res.status !== 200) return
    const lasting = HASHED.test(c.req.path) && !isPage(c.res)
    c.res.headers.set('cache-control', lasting ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
  })
  if (!existsSync(`${clientDirectory}/index.html`)) {
    return routes.get('*', c =>
      c.text('The client is not built yet: run "npm run build" and start the relay again.', 503),
    )
  }
  return routes
    .get(RECEIPT_PAGE, async (c, next) => {
      c.header('x-robots-tag', 'noindex, nofollow')
      return serveStatic({ path: `${clientDirectory}/receipt.html`, precompressed: true })(c, next)
    })
    .get('*', serveStatic({ root: clientDirectory, precompressed: true }))
    .get('*', async (c, next) => {
      // A missing script or picture is missing: the page in its place would only be a riddle.
      if (/\.[a-z0-9]+$/i.test(c.req.path)) return c.text('not found', 404)
      return serveStatic({ path: `${clientDirectory}/index.html`, precompressed: true })(c, next)
    })
}

function isPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') ?? false
}
