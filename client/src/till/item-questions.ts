import {
  type KnownOfItem,
  type MissingOfItem,
  missingOfItem,
  piecesToRing,
  type SellableItem,
} from '@evertill/crdt-model'
import { type Accessor, createSignal } from 'solid-js'
import type { ProductRow } from '../local/database.ts'

/** A product on its way into the sale. */
export interface PendingItem {
  readonly product: ProductRow
  readonly known: KnownOfItem
}

/** What has to be asked before it can be rung up. */
export interface ItemQuestion extends PendingItem {
  readonly missing: MissingOfItem
}

export interface ItemQuestions {
  /** What is asked now. */
  readonly question: Accessor<ItemQuestion | null>
  /** Rings a product up, or asks what is missing first. SPEC I3, I5. */
  readonly add: (product: ProductRow, known: KnownOfItem) => void
  /** Answers what is asked now; the next thing that is missing of the same item is asked next. */
  readonly answer: (known: KnownOfItem) => void
  readonly skip: () => void
}

/** Asks in the order in which things were scanned or chosen; none of them is lost while another is asked about. */
export function createItemQuestions(
  sellable: (product: ProductRow) => SellableItem,
  ring: (item: PendingItem) => void,
): ItemQuestions {
  const [waiting, setWaiting] = createSignal<readonly ItemQuestion[]>([])

  function questionOf(item: PendingItem): ItemQuestion | null {
    const missing = missingOfItem(sellable(item.product), item.known)
    return missing === null ? null : { ...item, missing }
  }

  return {
    question: () => waiting()[0] ?? null,
    add(product, known) {
      for (const piece of piecesToRing(sellable(product), known)) {
        const item = { product, known: piece }
        const question = questionOf(item)
        if (question === null) ring(item)
        else setWaiting(all => [...all, question])
      }
    },
    answer(known) {
      const [first, ...others] = waiting()
      if (first === undefined) return
      const item = { product: first.product, known: { ...first.known, ...known } }
      const next = questionOf(item)
      setWaiting(next === null ? others : [next, ...others])
      if (next === null) ring(item)
    },
    skip: () => setWaiting(all => all.slice(1)),
  }
}
