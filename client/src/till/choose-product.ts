import type { ProductRow } from '../local/database.ts'
import type { SaleStore } from './sale-store.ts'
import type { Till } from './till-context.tsx'

/** What it takes to ring up what a person chose. */
export interface Choosing extends Pick<Till, 'search' | 'scanning'> {
  readonly sales: Pick<SaleStore, 'add'>
}

/** Rings up a product that a person chose, in the quantity typed in front (`3*`), and ends the search for it. */
export function chooseProduct(till: Choosing, product: ProductRow): void {
  const quantity = till.search.quantity()
  till.sales.add(product, quantity === null ? {} : { quantity })
  till.scanning.dismiss()
  if (till.search.text() !== '') till.search.clear()
}
