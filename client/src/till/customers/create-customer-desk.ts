import { type Accessor, createSignal } from 'solid-js'
import type { CustomerRow, LocalDatabase } from '../../local/database.ts'
import { findCustomerByNumber } from '../../local/find-customers.ts'
import type { SaleStore } from '../sale-store.ts'

/** What of a customer a sale takes over. */
export type AttachedCustomer = Pick<CustomerRow, 'id' | 'group' | 'exemption' | 'language'>

/** Customers at the till: who buys, and the sheet in which they are found. */
export interface CustomerDesk {
  readonly open: Accessor<boolean>
  readonly setOpen: (open: boolean) => void
  /** Says who buys, or nobody with null; the lines get the prices that hold for them. */
  readonly attach: (customer: AttachedCustomer | null) => Promise<void>
  /** Attaches whose card has this number; tells whether somebody's has. */
  readonly takeCard: (code: string) => Promise<boolean>
  /** Takes a scan for the sheet while it is open; tells whether it did. */
  readonly takeScan: (code: string) => boolean
  /** The last scan that the sheet was given. */
  readonly scanned: Accessor<string | null>
}

export function createCustomerDesk(
  database: LocalDatabase,
  sales: Pick<SaleStore, 'sale' | 'step' | 'attachCustomer' | 'reprice'>,
): CustomerDesk {
  const [open, setOpen] = createSignal(false)
  const [scanned, setScanned] = createSignal<string | null>(null, { equals: false })

  async function attach(customer: AttachedCustomer | null): Promise<void> {
    sales.attachCustomer(customer)
    const ids = sales.sale().lines.flatMap(line => (line.product === null ? [] : [line.product]))
    if (ids.length === 0) return
    const rows = (await database.products.bulkGet([...new Set(ids)])).filter(row => row !== undefined)
    // Somebody else may have been attached meanwhile: prices are those of whoever is.
    sales.reprice(new Map(rows.map(row => [row.id, row.price])))
  }

  return {
    open,
    setOpen(next) {
      setScanned(null)
      setOpen(next)
    },
    attach,
    async takeCard(code) {
      if (sales.step().kind === 'paying') return false
      const found = await findCustomerByNumber(database, code)
      if (found === undefined) return false
      await attach(found)
      return true
    },
    takeScan(code) {
      if (open()) setScanned(code)
      return open()
    },
    scanned,
  }
}
