import type { JSX } from 'solid-js'
import './products.css'
import { ProductGrid } from './product-grid.tsx'
import { SearchOr } from './search-or.tsx'

/** Left of the cart: what the last scan has to say, then search results or the departments' tiles. */
export function ProductPane(): JSX.Element {
  return (
    <SearchOr class="till-products">
      <ProductGrid />
    </SearchOr>
  )
}
