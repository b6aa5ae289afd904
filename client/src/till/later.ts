import { type Component, lazy } from 'solid-js'

/** Between two attempts to load a part, milliseconds. */
const RETRY_PAUSES = [200, 1000, 3000] as const
/** How long after the selling screen the parts behind it are loaded, milliseconds: first it is drawn. */
const SOON = 300

const parts: (() => Promise<unknown>)[] = []

/**
 * A part of the till that its first screen does without. It is loaded right behind that screen, so that nobody waits
 * for it, and once more when that failed: a cashier who cannot load the payment cannot sell.
 */
export function later<Props extends object>(
  load: () => Promise<Component<Props>>,
): ReturnType<typeof lazy<Component<Props>>> {
  const part = lazy(async () => ({ default: await retried(load) }))
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

async function retried<Part>(load: () => Promise<Part>): Promise<Part> {
  for (const pause of RETRY_PAUSES) {
    try {
      return await load()
    } catch {
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  return load()
}
