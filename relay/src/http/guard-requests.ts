import { LAN_WORKER_PATH, LAN_WORKER_TO, lanWorkerPolicy } from '@evertill/crdt-model/printing'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { AppEnv, Services } from './context.ts'
import { Problem } from './problem.ts'
import { hostOf, isOwnOrigin, isSecure } from './request-facts.ts'

/** The largest body of any route is a device's report with its document names. */
const MAX_BODY_BYTES = 256 * 1024

/** Refuses requests that change something when another site's page sent them. */
export function refuseForeignOrigins(services: Services) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!reads && !isOwnOrigin(c, services))
      throw new Problem('forbidden', 'this request comes from another site')
    await next()
  })
}

export const limitBodies = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new Problem('bad-request', 'the body is too large')
  },
})

/** Headers that tell the browser what this origin's pages may do. */
export function setSecurityHeaders(services: Services) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next()
    const { headers } = c.res
    headers.set('content-security-policy', policyOf(c))
    headers.set('x-content-type-options', 'nosniff')
    headers.set('x-frame-options', 'DENY')
    headers.set('referrer-policy', 'no-referrer')
    // A window that the app opens itself (the print bridge's) may answer it; nobody who opens the app may reach it.
    headers.set('cross-origin-opener-policy', 'same-origin-allow-popups')
    headers.set('cross-origin-resource-policy', 'same-origin')
    headers.set('permissions-policy', PERMISSIONS_POLICY)
    if (isSecure(c, services)) headers.set('strict-transport-security', 'max-age=31536000')
  })
}

/** What a till works with: scanners, printers and displays on USB, serial and HID, the camera for codes. */
const USED = ['camera', 'hid', 'serial', 'usb', 'screen-wake-lock', 'fullscreen']
/** What no page of ours asks for: then nobody needs to be able to. */
const UNUSED = ['bluetooth', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment']

const PERMISSIONS_POLICY = [
  ...USED.map(feature => `${feature}=(self)`),
  ...UNUSED.map(feature => `${feature}=()`),
].join(', ')

/**
 * Workers that run WebAssembly, by their names: what reads codes in the camera's picture. A worker goes by the policy
 * that its own file came with, so that no page of ours may compile any.
 */
const WASM_WORKERS = /^\/assets\/wasm-[\w-]+\.js$/

function policyOf(c: Context<AppEnv>): string {
  const { path } = c.req
  if (LAN_WORKER_PATH.test(path)) return lanWorkerPolicy(c.req.query(LAN_WORKER_TO) ?? null)
  return contentSecurityPolicy(hostOf(c), WASM_WORKERS.test(path))
}

/**
 * Scripts, workers and styles from this origin only; connections to it, and to the print bridge on the loopback
 * interface (with one on the shop's network a worker speaks, by a policy of its own). Nothing inline: screens set styles through the DOM, which the policy does not mind.
 */
function contentSecurityPolicy(host: string, runsWasm: boolean): string {
  return [
    "default-src 'none'",
    runsWasm ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    // Older Safari does not count its WebSocket as 'self'.
    `connect-src 'self' ws://${host} wss://${host} http://127.0.0.1:*`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
