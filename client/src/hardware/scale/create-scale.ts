import { isCleared, type ScaleReading } from '@evertill/crdt-model/devices'
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { ScaleSetup } from '../../local/devices.ts'
import { openScale } from './open-scale.ts'

/** The port is held so long after nobody looks any more: the next question comes soon. Milliseconds. */
const LINGER_MS = 20_000

/** The till's scale as its screens see it. */
export interface Scale {
  /** What it says, while somebody looks; null before it said anything. */
  readonly reading: Accessor<ScaleReading | null>
  /** What lies on it was taken for a line: something else has to come first. SPEC Y4. */
  readonly mustClear: Accessor<boolean>
  /** What lies on it is taken for a line. */
  readonly take: () => void
  /** Somebody looks: it is asked for as long as anybody does. @returns ends it */
  readonly watch: () => () => void
}

/** Asks the scale while somebody looks, and after a weight was taken until it was seen empty. Ends with the owner. */
export function createScale(setup: Accessor<ScaleSetup>, open = openScale): Scale {
  const [reading, setReading] = createSignal<ScaleReading | null>(null)
  const [mustClear, setMustClear] = createSignal(false)
  const [watchers, setWatchers] = createSignal(0)
  /** It was there when it was heard last. */
  const [isThere, setIsThere] = createSignal(true)
  const isWanted = createMemo(() => watchers() > 0 || (mustClear() && isThere()))
  const [isOpen, setIsOpen] = createSignal(false)
  createEffect(() => {
    if (isWanted()) return setIsOpen(true)
    const timer = setTimeout(() => setIsOpen(false), LINGER_MS)
    onCleanup(() => clearTimeout(timer))
  })
  /** The port of the last one is given back before it is opened again. */
  let released: Promise<void> = Promise.resolve()
  createEffect(
    on([setup, isOpen], ([now, isToBeOpen]) => {
      setReading(null)
      if (!isToBeOpen) return
      let close: (() => Promise<void>) | undefined
      let isOver = false
      void released.then(() => {
        if (isOver) return
        close = open(now, next => {
          if (isCleared(next)) setMustClear(false)
          setIsThere(next.kind !== 'lost')
          setReading(next)
        })
      })
      onCleanup(() => {
        isOver = true
        released = close?.() ?? released
      })
    }),
  )
  return {
    reading,
    mustClear,
    take: () => setMustClear(true),
    watch() {
      setWatchers(count => count + 1)
      let isWatching = true
      return () => {
        if (isWatching) setWatchers(count => count - 1)
        isWatching = false
      }
    },
  }
}
