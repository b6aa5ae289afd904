import { LAN_WORKER_PATH, LAN_WORKER_TO, lanWorkerPolicy } from '@evertill/crdt-model/printing'
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import type { ServiceWorkerScope } from './pwa/service-worker-scope.ts'

declare const self: ServiceWorkerScope

/**
 * The app shell and pictures, and nothing else: documents and sales live in IndexedDB, and an answer of the relay that
 * could ever be another is never cached, so that a price or a right can never come out of an old cache.
 */
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

/** Paths that belong to the relay. A navigation to them goes to the network, also when that fails. */
/** The page of receipts too: it is for those who bought, whose browsers hold nothing of the app. */
const RELAY_PATHS = [/^\/r$/, /^\/api(\/|$)/, /^\/sync(\/|$)/, /^\/(health|ready|live|metrics)(\/|$)/]
const PICTURE = /^\/api\/pictures\/[0-9a-f]{64}$/
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: RELAY_PATHS }))

/** Pictures are named by their hash and never change; those that this device keeps were put there by its worker. */
registerRoute(
  ({ url }) => url.origin === self.location.origin && PICTURE.test(url.pathname),
  async ({ request }) => (await caches.match(request.url)) ?? fetch(request),
)

/** The script that speaks with a bridge on the network gets the policy that the relay gives it: it is needed offline too. */
registerRoute(
  ({ url }) => url.origin === self.location.origin && LAN_WORKER_PATH.test(url.pathname),
  async ({ request, url }) => {
    const kept = await matchPrecache(url.pathname)
    if (kept === undefined) return fetch(request)
    const headers = new Headers(kept.headers)
    headers.set('content-security-policy', lanWorkerPolicy(url.searchParams.get(LAN_WORKER_TO)))
    return new Response(kept.body, { headers })
  },
)

/** A new version waits until a page says that no sale is open (`pwa/register.ts`). */
self.addEventListener('message', event => {
  if (isSkipWaiting(event.data)) void self.skipWaiting()
})

/** The very first install takes charge of the page that is open, so that its lazy chunks load offline too. */
let firstInstall = false
self.addEventListener('install', () => {
  firstInstall = self.registration.active === null
})
self.addEventListener('activate', event => {
  if (firstInstall) event.waitUntil(self.clients.claim())
})

function isSkipWaiting(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING'
}
