import type { ProductId } from '@evertill/crdt-model'
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Replica } from '../../replica/create-replica.ts'

/** A pause in typing after which a search is worth its while, milliseconds. */
const PAUSE_MS = 100
/** How soon to ask again while the worker still reads the catalog, milliseconds. */
const AGAIN_MS = 400
/** More hits than anybody scrolls through. */
const MOST = 5_000

/**
 * The ids that the worker finds for a text, best first; null while nothing is searched. The last answer stands until
 * the next one is there. An answer that comes after a newer question is dropped.
 */
export function createSearch(
  replica: Replica,
  text: Accessor<string>,
  includeArchived: Accessor<boolean>,
): Accessor<readonly ProductId[] | null> {
  const [found, setFound] = createSignal<readonly ProductId[] | null>(null)
  let timer: number | undefined
  let question = 0
  onCleanup(() => clearTimeout(timer))

  const ask = async (words: string, archived: boolean) => {
    const own = ++question
    try {
      const answer = await replica.send<'search'>({
        type: 'search',
        text: words,
        limit: MOST,
        includeArchived: archived,
      })
      if (own !== question) return
      setFound(answer.ids)
      // Only a part of the catalog is indexed yet: the rest follows by itself.
      if (!answer.complete) timer = window.setTimeout(() => void ask(words, archived), AGAIN_MS)
    } catch {
      if (own === question) setFound([])
    }
  }
  createEffect(
    on([text, includeArchived], ([words, archived]) => {
      clearTimeout(timer)
      const trimmed = words.trim()
      if (trimmed === '') {
        question += 1
        setFound(null)
      } else timer = window.setTimeout(() => void ask(trimmed, archived), PAUSE_MS)
    }),
  )
  return found
}
