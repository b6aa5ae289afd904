import { liveQuery, type Subscription } from 'dexie'
import { type Accessor, createReaction, createSignal, onCleanup } from 'solid-js'

type Answer<Result> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'value'; readonly value: Result }
  | { readonly kind: 'error'; readonly error: unknown }

/**
 * The answer of a Dexie query, asked again whenever something it read changes, in this page or in the worker.
 * Undefined until the first answer. The query may read signals before its first `await`: it is then asked anew
 * when they change, and the old answer stands until the new one is there. An error of the query is thrown where
 * the accessor is read, for the nearest error boundary. Ends with the owner.
 */
export function createLiveQuery<Result>(query: () => Promise<Result> | Result): Accessor<Result | undefined> {
  const [answer, setAnswer] = createSignal<Answer<Result>>({ kind: 'waiting' }, { equals: false })
  let subscription: Subscription | undefined
  const track = createReaction(() => ask())

  function ask(): void {
    subscription?.unsubscribe()
    // An async function, because that is how Dexie knows that it must follow the query across awaits.
    subscription = liveQuery(async () => tracked(track, query)).subscribe({
      next: value => setAnswer({ kind: 'value', value }),
      error: error => setAnswer({ kind: 'error', error }),
    })
  }

  ask()
  onCleanup(() => subscription?.unsubscribe())
  return () => {
    const now = answer()
    if (now.kind === 'error') throw now.error
    return now.kind === 'value' ? now.value : undefined
  }
}

function tracked<Result>(track: (run: () => void) => void, query: () => Result): Result {
  const out: { result?: Result; error?: unknown } = {}
  track(() => {
    try {
      out.result = query()
    } catch (error) {
      out.error = error
    }
  })
  if ('error' in out) throw out.error
  return out.result as Result
}
