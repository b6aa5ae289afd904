import { type JSX, Show } from 'solid-js'
import './products.css'
import { ProductGrid } from './product-grid.tsx'
import { ScanNoticeBar } from './scan-notice.tsx'
import { SearchResults } from './search-results.tsx'
import { useTill } from './till-context.tsx'

/** Left of the cart: what the last scan has to say, then search results or the departments' tiles. */
export function ProductPane(): JSX.Element {
  const till = useTill()
  return (
    <section class="till-products">
      <ScanNoticeBar />
      <Show when={till.search.answer()} fallback={<ProductGrid />}>
        {answer => <SearchResults answer={answer()} />}
      </Show>
    </section>
  )
}
