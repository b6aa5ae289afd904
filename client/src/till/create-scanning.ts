import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { ProductRow } from '../local/database.ts'

/** What there is to say about the last scan, beside the line it added. */
export type ScanNotice =
  | { readonly kind: 'unknown'; readonly code: string }
  /** Two products carry the same code: a person chooses. */
  | {
      readonly kind: 'several'
      readonly code: string
      readonly products: readonly ProductRow[]
      readonly quantity: number | undefined
    }

export interface Scanning {
  readonly notice: Accessor<ScanNotice | null>
  readonly dismiss: () => void
  /** Takes a scanned code; scans are worked off in their order. */
  readonly scan: (code: string) => Promise<void>
  /** Looks a code up that is probably being scanned, so that its rows are there when the scan ends. */
  readonly expect: (code: string) => void
  /** Takes a typed text as a code when exactly it is on file; tells whether it was. */
  readonly tryCode: (code: string) => Promise<boolean>
}

export interface ScanningWorld {
  readonly find: (code: string) => Promise<ProductRow[]>
  readonly add: (product: ProductRow, quantity?: number) => void
  /** The quantity typed in front (`3*`), which this scan uses up. */
  readonly takeQuantity: () => number | undefined
  readonly onUnknown: () => void
}

/** Rows that were looked up ahead are used this long, milliseconds: a scanner's suffix is there much sooner. */
const EXPECTED_FOR_MS = 250

export function createScanning(world: ScanningWorld): Scanning {
  const [notice, setNotice] = createSignal<ScanNotice | null>(null)
  let last: Promise<unknown> = Promise.resolve()
  let expected: { readonly code: string; readonly found: Promise<ProductRow[]> } | null = null
  let forget: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(forget))

  function expectCode(code: string): void {
    clearTimeout(forget)
    expected = { code, found: world.find(code) }
    // Whoever takes the scan looks again when this fails.
    expected.found.catch(() => undefined)
    forget = setTimeout(() => {
      expected = null
    }, EXPECTED_FOR_MS)
  }

  async function find(code: string): Promise<ProductRow[]> {
    const ahead = expected
    expected = null
    if (ahead?.code !== code) return world.find(code)
    return ahead.found.catch(() => world.find(code))
  }

  /** One after the other, so that the cart has the order of the counter. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function take(code: string): Promise<boolean> {
    const products = await find(code)
    const [only] = products
    if (only === undefined) return false
    const quantity = world.takeQuantity()
    if (products.length === 1) {
      setNotice(null)
      world.add(only, quantity)
    } else setNotice({ kind: 'several', code, products, quantity })
    return true
  }

  return {
    notice,
    dismiss: () => setNotice(null),
    expect: expectCode,
    scan: code =>
      inTurn(async () => {
        if (await take(code)) return
        setNotice({ kind: 'unknown', code })
        world.onUnknown()
      }),
    tryCode: code => inTurn(() => take(code)),
  }
}
