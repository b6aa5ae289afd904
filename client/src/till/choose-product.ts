import type { ProductRow } from '../local/database.ts'
import type { Till } from './till-context.tsx'

/** Rings up a product that a person chose, in the quantity typed in front (`3*`), and ends the search for it. */
export function chooseProduct(till: Pick<Till, 'sales' | 'search' | 'scanning'>, product: ProductRow): void {
  till.sales.add(product, till.search.quantity() ?? undefined)
  till.scanning.dismiss()
  if (till.search.text() !== '') till.search.clear()
}
