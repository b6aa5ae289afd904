import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** From here on somebody at the till is told, while there is room for thousands of sales still. */
const NEARLY_FULL_SHARE = 0.8
const LOOK_EVERY_MS = 10 * 60_000

/**
 * How much of the device's room is used, of one, once that is worth telling; else null. Browsers that tell no quota
 * tell nothing here: the worker's own words come when something could not be stored.
 */
export function shareWorthTelling({ usage = 0, quota = 0 }: StorageEstimate): number | null {
  return quota > 0 && usage / quota >= NEARLY_FULL_SHARE ? Math.min(1, usage / quota) : null
}

/** Looks now and from time to time how full the device is. */
export function createStorageRoom(
  estimate: () => Promise<StorageEstimate> = () => navigator.storage.estimate(),
): Accessor<number | null> {
  const [share, setShare] = createSignal<number | null>(null)
  const look = () => {
    estimate()
      .then(now => setShare(shareWorthTelling(now)))
      // Nothing is known then, as before.
      .catch(() => undefined)
  }
  onMount(() => {
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    onCleanup(() => clearInterval(timer))
  })
  return share
}
