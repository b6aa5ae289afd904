import { createSignal } from 'solid-js'
import type { Workbox } from 'workbox-window'
import { whileNoSaleIsOpen } from './sale-lock.ts'

/** How often an open till asks whether there is a new version. */
const CHECK_EVERY_MS = 60 * 60 * 1000
/**
 * A new worker takes over within milliseconds, on a device that is very busy within seconds: a page that reloads
 * before gets half of each version. After this long something is wrong and a reload settles it.
 */
const TAKE_OVER_MS = 30_000

const [updateReady, setUpdateReady] = createSignal(false)
const [offlineReady, setOfflineReady] = createSignal(false)

/** A newer version is downloaded: `applyUpdate` will start it. */
/** The app shell is stored: this device starts without a network. */
export { offlineReady, updateReady }

export type UpdateOutcome =
  /** The page is about to reload with the new version. */
  | 'applied'
  /** Some tab has a sale open: nothing was done; ask again when it is finished. */
  | 'sale-open'
  | 'nothing-to-apply'

let workbox: Workbox | undefined
/** Another tab started the new version: this page still runs the old one and needs only a reload. */
let startedElsewhere = false

let begun = false

/** Registers the service worker and keeps looking for new versions. Call once at start; does nothing in development. */
export async function registerServiceWorker(): Promise<void> {
  if (begun || !('serviceWorker' in navigator) || import.meta.env.DEV) return
  begun = true
  // A chunk of the old version that is gone: the page cannot go on as it is.
  window.addEventListener('vite:preloadError', () => {
    startedElsewhere = true
    setUpdateReady(true)
  })
  // Not part of the first load: nobody waits for it.
  const { Workbox } = await import('workbox-window')
  const own = new Workbox('/sw.js', { scope: '/', type: 'classic' })
  workbox = own
  own.addEventListener('waiting', () => setUpdateReady(true))
  own.addEventListener('controlling', event => {
    // The first install takes charge of an open page: that is no update. Else another tab applied one; this
    // tab is left as it is, whatever its user is doing, and is told.
    if (event.isUpdate !== true) return
    startedElsewhere = true
    setUpdateReady(true)
  })
  void own.register()
  // Whichever page began to store the app: one that is left in the middle of it hears no event of that.
  void navigator.serviceWorker.ready.then(() => setOfflineReady(true))
  const check = () => void own.update().catch(() => undefined)
  setInterval(check, CHECK_EVERY_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check()
  })
}

/** Starts the new version in this tab, unless any tab has a sale open. Other tabs are told and never reloaded. */
export async function applyUpdate(): Promise<UpdateOutcome> {
  const own = workbox
  if (own === undefined || !updateReady()) return 'nothing-to-apply'
  const applied = await whileNoSaleIsOpen(async () => {
    if (!startedElsewhere) {
      const took = new Promise<void>(resolve => own.addEventListener('controlling', () => resolve()))
      own.messageSkipWaiting()
      await Promise.race([took, new Promise(resolve => setTimeout(resolve, TAKE_OVER_MS))])
    }
    window.location.reload()
  })
  return applied ? 'applied' : 'sale-open'
}
