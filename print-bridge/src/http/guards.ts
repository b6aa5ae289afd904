import type { MiddlewareHandler } from 'hono'
import { Problem } from './problem.ts'
import type { BridgeEnv, Listener, Services } from './services.ts'

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** What the loopback interface is called. */
export function loopbackHosts(port: number): ReadonlySet<string> {
  return new Set(LOOPBACK_NAMES.map(name => `${name}:${port}`))
}

/** Only requests that name this interface: a site whose name was made to mean its address sends its own name. */
export function requireHost({ hosts }: Listener): MiddlewareHandler<BridgeEnv> {
  return async (c, next) => {
    if (!hosts.has(c.req.header('host') ?? ''))
      throw new Problem('wrong-host', 'this service answers to its own address only')
    await next()
  }
}

/**
 * Only origins that the shop allowed, letter by letter, and only those are told to their browsers. The health of
 * the bridge, which says nothing about the shop, may also be asked without an origin.
 */
export function requireOrigin(services: Services): MiddlewareHandler<BridgeEnv> {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const isHealth = c.req.method === 'GET' && c.req.path === '/v1/health'
    if (origin === undefined && isHealth) return next()
    if (origin === undefined || !services.settings.allows(origin))
      throw new Problem('wrong-origin', 'this origin has not been allowed on the page of the print bridge')
    c.set('origin', origin)
    if (c.req.method === 'OPTIONS')
      return preflight(origin, c.req.header('access-control-request-private-network') === 'true')
    await next()
    c.res.headers.set('access-control-allow-origin', origin)
    c.res.headers.append('vary', 'Origin')
  }
}

/** @param fromOutside Chrome before its permission for local networks asked the one that is called instead. */
function preflight(origin: string, fromOutside: boolean): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
      ...(fromOutside && { 'access-control-allow-private-network': 'true' }),
      vary: 'Origin',
    },
  })
}

/**
 * Only a till that was paired from the origin it asks from, on the interface it was paired on. A header of its own makes
 * browsers ask first.
 */
export function requireToken({ tokens }: Services, { via }: Listener): MiddlewareHandler<BridgeEnv> {
  return async (c, next) => {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(c.req.header('authorization') ?? '') ?? []
    const tillId = token === undefined ? null : tokens.find({ origin: c.get('origin'), token, via })
    if (tillId === null)
      throw new Problem('not-paired', 'this till has not been paired with the print bridge')
    c.set('tillId', tillId)
    await next()
  }
}

/** The bridge's own page, and nothing that another site shows, frames or sends. */
export function requireOwnPage(services: Services): MiddlewareHandler<BridgeEnv> {
  const own = new Set(LOOPBACK_NAMES.map(name => `http://${name}:${services.port}`))
  return async (c, next) => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const isRead = c.req.method === 'GET'
    // The page's address is opened from a till by a link: that one request alone may come from another site.
    const isPage = isRead && c.req.path === '/'
    const fromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none' && !isPage
    const wrongOrigin =
      origin === undefined ? !isRead : !own.has(origin) || origin !== `http://${c.req.header('host')}`
    if (fromElsewhere || wrongOrigin)
      throw new Problem('wrong-origin', 'only the page of the print bridge may ask this')
    await next()
  }
}

/** No page of another site may show, sniff or keep what the bridge says. */
export const hardenAnswers: MiddlewareHandler<BridgeEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('x-frame-options', 'DENY')
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
}
