import type { TillsReply } from '@evertill/crdt-model'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { getTills } from '../../api/relay-api.ts'
import { type WatchState, watchTills } from '../../api/watch-tills.ts'

/** How the tills are, as far as the server told, and when it last did. */
export interface TillsHealth {
  readonly reply: Accessor<TillsReply | null>
  /** Milliseconds since 1970 of the last word, or null when there was none. */
  readonly at: Accessor<number | null>
  readonly state: Accessor<WatchState>
}

/** The last word of this page's life, so that a screen that is opened again starts with what is known. */
let last: { readonly reply: TillsReply; readonly at: number } | null = null

/** Forgets what was told to whoever is signed out now. */
export function forgetTillsHealth(): void {
  last = null
}

/** Follows the tills' health by events, by itself; ends with the owner. */
export function createTillsHealth(): TillsHealth {
  const [known, setKnown] = createSignal(last)
  const [state, setState] = createSignal<WatchState>({ kind: 'connecting' })
  const stop = watchTills(
    {
      openEvents: path => new EventSource(path),
      getTills,
      setTimer: (run, delay) => window.setTimeout(run, delay),
      clearTimer: timer => clearTimeout(timer),
      random: Math.random,
    },
    reply => {
      last = { reply, at: Date.now() }
      setKnown(last)
    },
    setState,
  )
  onCleanup(stop)
  return { reply: () => known()?.reply ?? null, at: () => known()?.at ?? null, state }
}
