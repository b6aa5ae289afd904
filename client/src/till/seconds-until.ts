import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

const TICK_MS = 250

/** Whole seconds left until a moment (milliseconds since 1970), counting down by itself; 0 when it has passed. */
export function createSecondsUntil(moment: Accessor<number>): Accessor<number> {
  const left = () => Math.max(0, Math.ceil((moment() - Date.now()) / 1000))
  const [seconds, setSeconds] = createSignal(0)
  createEffect(() => {
    setSeconds(left())
    if (left() === 0) return
    const timer = setInterval(() => {
      setSeconds(left())
      if (left() === 0) clearInterval(timer)
    }, TICK_MS)
    onCleanup(() => clearInterval(timer))
  })
  return seconds
}
