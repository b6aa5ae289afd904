import type { KnownOfItem, ProductId, ScanWarning } from '@evertill/crdt-model'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { ProductRow } from '../local/database.ts'
import type { ScanFound, ScannedProduct } from '../local/find-product.ts'

/** What there is to say about the last scan, beside the line it added. */
export type ScanNotice =
  | { readonly kind: 'unknown'; readonly code: string }
  /** Two products carry the same code: a person chooses. */
  | {
      readonly kind: 'several'
      readonly code: string
      readonly products: readonly ScannedProduct[]
    }
  /** The code says that it is too old: nothing was added, and a person decides. */
  | {
      readonly kind: 'warned'
      readonly code: string
      readonly products: readonly ScannedProduct[]
      readonly warning: ScanWarning
    }

export interface Scanning {
  readonly notice: Accessor<ScanNotice | null>
  readonly dismiss: () => void
  /** Takes a scanned code; scans are worked off in their order. */
  readonly scan: (code: string) => Promise<void>
  /** Looks a code up that is probably being scanned, so that its rows are there when the scan ends. */
  readonly expect: (code: string) => void
  /** Does something once all that was scanned before it is looked up and rung up: at once where nothing is. */
  readonly afterScans: (act: () => void) => void
  /** Rings up what a notice asked about. */
  readonly choose: (products: readonly ScannedProduct[]) => void
  /** Takes a typed text as a code when exactly it is on file; tells whether it was. */
  readonly tryCode: (code: string) => Promise<boolean>
}

export interface ScanningWorld {
  readonly find: (code: string) => Promise<ScanFound>
  readonly add: (product: ProductRow, known: KnownOfItem) => void
  /**
   * Takes a scan as the serial number that is asked for, if one is: of the product that was found, or whatever it is
   * when none was. Tells whether it was taken.
   */
  readonly takeSerial: (serial: string, product: ProductId | null) => boolean
  /** The quantity typed in front (`3*`), which this scan uses up. */
  readonly takeQuantity: () => number | undefined
  /** Takes a code that is no product's, if it is something else: a coupon. */
  readonly takeOther?: (code: string) => boolean
  readonly onUnknown: () => void
  /** Whether the code, which no product has, means something else at this till: a customer's card. */
  readonly takeCard?: (code: string) => Promise<boolean>
}

/** Rows that were looked up ahead are used this long, milliseconds: a scanner's suffix is there much sooner. */
const EXPECTED_FOR_MS = 250

export function createScanning(world: ScanningWorld): Scanning {
  const [notice, setNotice] = createSignal<ScanNotice | null>(null)
  let last: Promise<unknown> = Promise.resolve()
  /** How many scans are not worked off yet. */
  let inFlight = 0
  let expected: { readonly code: string; readonly found: Promise<ScanFound> } | null = null
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

  async function find(code: string): Promise<ScanFound> {
    const ahead = expected
    expected = null
    if (ahead?.code !== code) return world.find(code)
    return ahead.found.catch(() => world.find(code))
  }

  /** One after the other, so that the cart has the order of the counter. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    inFlight++
    const turn = last.then(work)
    last = turn.catch(() => undefined).then(() => inFlight--)
    return turn
  }

  async function take(code: string): Promise<boolean> {
    const { products, warning } = await find(code)
    const [only] = products
    if (only === undefined) {
      if (world.takeOther?.(code) !== true) return false
      setNotice(null)
      return true
    }
    const { serial } = only.known
    if (serial !== undefined && world.takeSerial(serial, only.product.id)) return true
    const quantity = world.takeQuantity()
    const counted = products.map(each => withQuantity(each, quantity))
    if (products.length > 1) setNotice({ kind: 'several', code, products: counted })
    else if (warning !== null) setNotice({ kind: 'warned', code, products: counted, warning })
    else choose(counted)
    return true
  }

  function choose(products: readonly ScannedProduct[]): void {
    setNotice(null)
    for (const { product, known } of products) world.add(product, known)
  }

  return {
    notice,
    dismiss: () => setNotice(null),
    choose,
    afterScans(act) {
      if (inFlight === 0) act()
      else void last.then(act)
    },
    expect: expectCode,
    scan: code =>
      inTurn(async () => {
        const isOurs = (await take(code)) || world.takeSerial(code, null)
        if (isOurs || (await world.takeCard?.(code))) return
        setNotice({ kind: 'unknown', code })
        world.onUnknown()
      }),
    tryCode: code => inTurn(() => take(code)),
  }
}

/** A quantity typed in front is for what the code itself says no quantity of. */
function withQuantity(scanned: ScannedProduct, quantity: number | undefined): ScannedProduct {
  const { product, known } = scanned
  const isSaid = known.quantity !== undefined || known.serial !== undefined
  return quantity === undefined || isSaid ? scanned : { product, known: { ...known, quantity } }
}
