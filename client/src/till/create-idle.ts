import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** How long it is said beforehand. */
const WARNING_MS = 10_000
const SECOND = 1000
const MINUTE = 60 * SECOND

export interface IdleOptions {
  /** Minutes without a touch or a key; 0 for never. */
  readonly minutes: () => number
  /** Nobody is there: called once, and again only after somebody was. */
  readonly onIdle: () => void
}

/** Notices that nobody is at the till any more. Seconds that are left, or null while there are more than ten. */
export function createIdle(options: IdleOptions): Accessor<number | null> {
  const [left, setLeft] = createSignal<number | null>(null)
  let touched = Date.now()
  let isOver = false
  const touch = () => {
    touched = Date.now()
    isOver = false
    setLeft(null)
  }
  // By the clock and not by counting: a tablet that slept has been left as well.
  const look = () => {
    const limit = options.minutes() * MINUTE
    const rest = touched + limit - Date.now()
    if (limit === 0 || rest > WARNING_MS) setLeft(null)
    else if (rest > 0) setLeft(Math.ceil(rest / SECOND))
    else if (!isOver) {
      isOver = true
      setLeft(null)
      options.onIdle()
    }
  }
  onMount(() => {
    const timer = setInterval(look, SECOND)
    const listen = { capture: true, passive: true }
    for (const type of EVENTS) window.addEventListener(type, touch, listen)
    onCleanup(() => {
      clearInterval(timer)
      for (const type of EVENTS) window.removeEventListener(type, touch, listen)
    })
  })
  return left
}

const EVENTS = ['pointerdown', 'keydown', 'wheel'] as const
