import { type Component, lazy } from 'solid-js'
import { loadPart } from '../local/load-part.ts'

/** How long after the selling screen the parts behind it are loaded, milliseconds: first it is drawn. */
const SOON = 300

const parts: (() => Promise<unknown>)[] = []

/**
 * A part of the till that its first screen does without. It is loaded right behind that screen, so that nobody waits
 * for it, and again when that failed: a cashier who cannot load the payment cannot sell.
 */
export function later<Props extends object>(
  load: () => Promise<Component<Props>>,
): ReturnType<typeof lazy<Component<Props>>> {
  const part = lazy(async () => ({ default: await loadPart(load) }))
  parts.push(() => part.preload())
  return part
}

/** Loads all such parts, one after the other. Returns how to stop. */
export function loadLater(): () => void {
  let stopped = false
  const timer = setTimeout(async () => {
    for (const part of parts) {
      if (stopped) return
      await part().catch(() => undefined)
    }
  }, SOON)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
