import type { PrecacheEntry } from 'workbox-precaching'

/**
 * What `sw.ts` uses of the service worker's global scope. The compiler's own `webworker` library cannot stand
 * beside `dom` in one program, and the rest of the client needs `dom`.
 */
export interface ServiceWorkerScope {
  /** Filled in by the build: the files of the app shell with their revisions. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[]
  readonly location: { readonly origin: string }
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly active: object | null }
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(
    type: 'install' | 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
}
