import type { ProductId } from '@evertill/crdt-model'
import { liveQuery } from 'dexie'
import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js'
import type { LocalDatabase, ProductRow } from '../local/database.ts'
import type { CommandOf, SearchResult } from '../replica/protocol.ts'
import { splitQuantity } from './quantity-prefix.ts'

/** More results than these nobody looks through; the count says how many there are. */
const MOST_SHOWN = 200

/** While the worker still reads the catalog an answer is not the last: it is asked for again. Milliseconds. */
const ASK_AGAIN_MS = 400

export interface SearchAnswer {
  /** The text these products answer. */
  readonly text: string
  readonly products: readonly ProductRow[]
  readonly total: number
  readonly complete: boolean
  /** Nothing is written as it was typed: these are alike. */
  readonly similar: boolean
}

export interface ProductSearch {
  /** As it stands in the field, with a quantity prefix. */
  readonly text: Accessor<string>
  /** Thousandths that the next item will have: from `3*` in front of the text. */
  readonly quantity: Accessor<number | null>
  /** Null while there is nothing to search for. */
  readonly answer: Accessor<SearchAnswer | null>
  /** The highlighted one of the products; -1 when it has gone from the list. */
  readonly active: Accessor<number>
  readonly setText: (text: string) => void
  readonly clear: () => void
  /** Shows more of the results, if there are more: somebody has begun to look through them. */
  readonly more: () => void
  /** Moves the highlighted result; stays within the list. */
  readonly move: (step: 1 | -1) => void
  readonly highlighted: Accessor<ProductRow | null>
  /** Resolves when the answer is the one to the text as it stands, or when none could be had. */
  readonly settled: () => Promise<void>
}

/**
 * Reads these products, and again whenever one of them changes.
 * @param next gets them in the order of their ids. @returns ends it
 */
export type FollowProducts = (
  ids: ProductId[],
  next: (rows: readonly (ProductRow | undefined)[]) => void,
  failed: (error: unknown) => void,
) => () => void

export function followProducts(database: LocalDatabase): FollowProducts {
  return (ids, next, failed) => {
    const subscription = liveQuery(() => database.products.bulkGet(ids)).subscribe(next, failed)
    return () => subscription.unsubscribe()
  }
}

/**
 * Search as you type. Every key asks at once; while one question is out only the newest waits behind it. The products
 * that are shown follow the catalog; which they are stays as it was found, but for those that nobody sells any more.
 * @param screenful how many results are in sight at most: a key's answer waits for no others
 */
export function createSearch(
  follow: FollowProducts,
  send: (command: CommandOf<'search'>) => Promise<SearchResult>,
  screenful: () => number,
): ProductSearch {
  const [text, setTextSignal] = createSignal('')
  const [answer, setAnswer] = createSignal<SearchAnswer | null>(null)
  const [active, setActive] = createSignal(0)
  const split = createMemo(() => splitQuantity(text()))
  const wanted = () => split().rest.trim()
  let limit = screenful()
  let asking: Promise<void> | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let unfollow = (): void => {}
  onCleanup(() => {
    clearTimeout(again)
    unfollow()
  })

  function ask(): Promise<void> {
    if (asking !== null) return asking
    clearTimeout(again)
    const asked: Promise<void> = askUntilAnswered().then(last => {
      asking = null
      again = answer()?.complete === false ? setTimeout(() => void ask(), ASK_AGAIN_MS) : undefined
      // A key that came between the last answer and this line.
      return last === wanted() ? undefined : ask()
    })
    asking = asked
    return asked
  }

  /** Asks until the answer is to the text as it stands then; tells which that was. */
  async function askUntilAnswered(): Promise<string> {
    for (;;) {
      const now = wanted()
      const found = now === '' ? null : await find(now)
      if (now !== wanted() && wanted() === '') continue
      // The same question asked again leaves the highlight where a person moved it.
      if (found?.text !== answer()?.text) setActive(0)
      if (found === null) unfollow()
      setAnswer(found)
      if (now === wanted()) return now
    }
  }

  async function find(now: string): Promise<SearchAnswer | null> {
    try {
      const found = await send({ type: 'search', text: now, limit, includeArchived: false })
      return await firstAnswer(now, found)
    } catch {
      // A worker that does not answer leaves no results; scanning and tiles do not need it.
      return null
    }
  }

  /** The answer as the products are now; as they change it is renewed. One read of the database serves both. */
  function firstAnswer(now: string, found: SearchResult): Promise<SearchAnswer> {
    unfollow()
    return new Promise((resolve, reject) => {
      let isFirst = true
      const next = (rows: readonly (ProductRow | undefined)[]) => {
        const fresh = answerOf(now, found, rows)
        if (isFirst) resolve(fresh)
        else renew(fresh)
        isFirst = false
      }
      unfollow = follow(found.ids, next, reject)
    })
  }

  /** The highlight stays on its product, or nowhere: Enter never sells what has moved up in its place. */
  function renew(fresh: SearchAnswer): void {
    const product = highlighted()?.id
    batch(() => {
      setActive(fresh.products.findIndex(each => each.id === product))
      setAnswer(fresh)
    })
  }

  const highlighted = () => answer()?.products[active()] ?? null
  const setText = (next: string) => {
    setTextSignal(next)
    limit = screenful()
    void ask()
  }
  const more = () => {
    const now = answer()
    const hasMore = now !== null && now.products.length < Math.min(now.total, MOST_SHOWN)
    if (!hasMore || asking !== null) return
    limit = Math.min(limit + 2 * screenful(), MOST_SHOWN)
    void ask()
  }
  return {
    text,
    quantity: () => split().quantity,
    answer,
    active,
    setText,
    clear: () => setText(''),
    more,
    move(step) {
      const last = (answer()?.products.length ?? 0) - 1
      setActive(now => Math.min(Math.max(now + step, 0), Math.max(last, 0)))
    },
    settled: () => asking ?? Promise.resolve(),
    highlighted,
  }
}

function answerOf(
  text: string,
  { ids, total, complete, similar }: SearchResult,
  rows: readonly (ProductRow | undefined)[],
): SearchAnswer {
  const products = rows.filter(row => row !== undefined).filter(row => !row.archived)
  return {
    text,
    products,
    total: total - (ids.length - products.length),
    complete,
    similar: similar === true,
  }
}
