import type { ProductId } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import type { ProductRow } from '../local/database.ts'
import type { CommandOf, SearchResult } from '../replica/protocol.ts'
import { splitQuantity } from './quantity-prefix.ts'

/** How many results are shown: more than anybody reads; the count says how many there are. */
const SHOWN = 40

/** While the worker still reads the catalog an answer is not the last: it is asked for again. Milliseconds. */
const ASK_AGAIN_MS = 400

export interface SearchAnswer {
  /** The text these products answer. */
  readonly text: string
  readonly products: readonly ProductRow[]
  readonly total: number
  readonly complete: boolean
}

export interface ProductSearch {
  /** As it stands in the field, with a quantity prefix. */
  readonly text: Accessor<string>
  /** Thousandths that the next item will have: from `3*` in front of the text. */
  readonly quantity: Accessor<number | null>
  /** Null while there is nothing to search for. */
  readonly answer: Accessor<SearchAnswer | null>
  readonly active: Accessor<number>
  readonly setText: (text: string) => void
  readonly clear: () => void
  /** Moves the highlighted result; stays within the list. */
  readonly move: (step: 1 | -1) => void
  readonly highlighted: Accessor<ProductRow | null>
  /** Resolves when the answer is the one to the text as it stands, or when none could be had. */
  readonly settled: () => Promise<void>
}

/** The part of the local database that a search reads. */
export interface ProductsById {
  readonly products: { bulkGet(ids: ProductId[]): PromiseLike<(ProductRow | undefined)[]> }
}

/** Search as you type. Every key asks at once; while one question is out only the newest waits behind it. */
export function createSearch(
  database: ProductsById,
  send: (command: CommandOf<'search'>) => Promise<SearchResult>,
): ProductSearch {
  const [text, setTextSignal] = createSignal('')
  const [answer, setAnswer] = createSignal<SearchAnswer | null>(null)
  const [active, setActive] = createSignal(0)
  const split = createMemo(() => splitQuantity(text()))
  const wanted = () => split().rest.trim()
  let asking: Promise<void> | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(again))

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
      setAnswer(found)
      if (now === wanted()) return now
    }
  }

  async function find(now: string): Promise<SearchAnswer | null> {
    try {
      const found = await send({ type: 'search', text: now, limit: SHOWN, includeArchived: false })
      const rows = await database.products.bulkGet(found.ids)
      const products = rows.filter(row => row !== undefined)
      return { text: now, products, total: found.total, complete: found.complete }
    } catch {
      // A worker that does not answer leaves no results; scanning and tiles do not need it.
      return null
    }
  }

  const setText = (next: string) => {
    setTextSignal(next)
    void ask()
  }
  return {
    text,
    quantity: () => split().quantity,
    answer,
    active,
    setText,
    clear: () => setText(''),
    move(step) {
      const last = (answer()?.products.length ?? 0) - 1
      setActive(now => Math.min(Math.max(now + step, 0), Math.max(last, 0)))
    },
    settled: () => asking ?? Promise.resolve(),
    highlighted: () => answer()?.products[active()] ?? null,
  }
}
