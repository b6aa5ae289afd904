import { type JSX, Show } from 'solid-js'
import { ScanNoticeBar } from './scan-notice.tsx'
import { SearchResults } from './search-results.tsx'
import './search-results.css'
import { useTill } from './till-context.tsx'

/** A pane in which a search can be answered at any step of a sale: while one is on, its results stand in front. */
export function SearchOr(props: { readonly class: string; readonly children: JSX.Element }): JSX.Element {
  const till = useTill()
  return (
    <Show
      when={till.search.answer()}
      fallback={
        <div class={props.class}>
          <ScanNoticeBar />
          {props.children}
        </div>
      }
    >
      {answer => (
        <div class="till-products">
          <ScanNoticeBar />
          <SearchResults answer={answer()} />
        </div>
      )}
    </Show>
  )
}
