import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { LocalDatabase, ProductRow } from '../local/database.ts'
import type { CommandOf, SearchResult } from '../replica/protocol.ts'
import { splitQuantity } from './quantity-prefix.ts'

/** How many results are shown: more than anybody reads; the count says how many there are. */
const SHOWN = 40

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
}

/** Search as you type. Every key asks at once; while one question is out only the newest waits behind it. */
export function createSearch(
  database: Pick<LocalDatabase, 'products'>,
  send: (command: CommandOf<'search'>) => Promise<SearchResult>,
): ProductSearch {
  const [text, setTextSignal] = createSignal('')
  const [answer, setAnswer] = createSignal<SearchAnswer | null>(null)
  const [active, setActive] = createSignal(0)
  const split = createMemo(() => splitQuantity(text()))
  let asking = false

  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    try {
      for (let wanted = split().rest.trim(); ; wanted = split().rest.trim()) {
        if (wanted === '') {
          setAnswer(null)
          break
        }
        const found = await send({ type: 'search', text: wanted, limit: SHOWN, includeArchived: false })
        const rows = await database.products.bulkGet(found.ids)
        const products = rows.filter(row => row !== undefined)
        if (split().rest.trim() === '') continue
        setActive(0)
        setAnswer({ text: wanted, products, total: found.total, complete: found.complete })
        if (split().rest.trim() === wanted) break
      }
    } finally {
      asking = false
    }
  }

  const setText = (next: string) => {
    setTextSignal(next)
    // A worker that does not answer leaves the last results; scanning and tiles do not need it.
    ask().catch(() => setAnswer(null))
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
    highlighted: () => answer()?.products[active()] ?? null,
  }
}
