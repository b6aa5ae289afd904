import type { JSX } from 'solid-js'
import './products.css'
import { SearchOr } from './search-or.tsx'

/**
 * Left of the cart: what the last scan has to say, then search results or the departments' tiles.
 * @param props.tiles made once: they outlast sales and searches, so that the first scan of a sale does not wait for them
 */
export function ProductPane(props: {
  readonly tiles: JSX.Element
  /** Hidden behind another step of the sale. */
  readonly isBehind: boolean
}): JSX.Element {
  return (
    <SearchOr class="till-products" isBehind={props.isBehind}>
      {props.tiles}
    </SearchOr>
  )
}
