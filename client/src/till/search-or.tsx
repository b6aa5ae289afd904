import { type JSX, Show, Suspense } from 'solid-js'
import { ItemQuestion } from './item-question-later.tsx'
import { later } from './later.ts'
import './search-results.css'
import { useTill } from './till-context.tsx'

const ScanNoticeBar = later(async () => (await import('./scan-notice.tsx')).ScanNoticeBar)
const SearchResults = later(async () => (await import('./search-results.tsx')).SearchResults)

/** A pane in which a search can be answered at any step of a sale: while one is on, its results stand in front. */
export function SearchOr(props: {
  readonly class: string
  /** Hidden: what there is to say is said by the pane in front. */
  readonly isBehind?: boolean
  readonly children: JSX.Element
}): JSX.Element {
  const till = useTill()
  return (
    <Show
      when={!props.isBehind && till.search.answer()}
      fallback={
        <div class={props.class}>
          <Show when={!props.isBehind}>
            <Notice />
            <Show when={till.sales.step().kind !== 'selling'}>
              <ItemQuestion />
            </Show>
          </Show>
          {props.children}
        </div>
      }
    >
      {answer => (
        <div class="till-products">
          <Notice />
          <Suspense>
            <SearchResults answer={answer()} />
          </Suspense>
        </div>
      )}
    </Show>
  )
}

function Notice(): JSX.Element {
  const till = useTill()
  return (
    <Show when={till.scanning.notice()}>
      <Suspense>
        <ScanNoticeBar />
      </Suspense>
    </Show>
  )
}
