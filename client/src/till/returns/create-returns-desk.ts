import { parseReceiptNumber } from '@evertill/crdt-model'
import { type Accessor, createSignal } from 'solid-js'
import type { Receipt } from '../../local/receipt.ts'

/** Where returns and receipts open. */
export type ReturnsStart =
  | { readonly kind: 'list' }
  /** The receipt of this number. */
  | { readonly kind: 'receipt'; readonly number: string }
  /** To undo this sale. */
  | { readonly kind: 'void'; readonly receipt: Receipt }

/** Whether returns and receipts are open, and what is scanned into them. */
export interface ReturnsDesk {
  readonly opened: Accessor<ReturnsStart | null>
  readonly open: (start: ReturnsStart) => void
  readonly close: () => void
  /** While it is open a scan is its own: tells whether it took it. */
  readonly takeScan: (code: string) => boolean
  /** Opens the receipt whose number was scanned; tells whether it is one. */
  readonly takeReceipt: (code: string) => boolean
  /** From now on scans go here, the last one asked first. Returns how to end that. */
  readonly listen: (taker: (code: string) => void) => () => void
}

export function createReturnsDesk(): ReturnsDesk {
  const [opened, setOpened] = createSignal<ReturnsStart | null>(null)
  const takers: ((code: string) => void)[] = []
  return {
    opened,
    open: start => setOpened(start),
    close: () => setOpened(null),
    takeScan(code) {
      if (opened() === null) return false
      // What is scanned while it is still loading is nobody's, and never goes into the sale behind it.
      takers.at(-1)?.(code)
      return true
    },
    takeReceipt(code) {
      if (parseReceiptNumber(code) === undefined) return false
      setOpened({ kind: 'receipt', number: code.trim().toUpperCase() })
      return true
    },
    listen(taker) {
      takers.push(taker)
      return () => {
        const index = takers.indexOf(taker)
        if (index >= 0) takers.splice(index, 1)
      }
    },
  }
}
