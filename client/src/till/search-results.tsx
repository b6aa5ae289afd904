import SearchX from 'lucide-solid/icons/search-x'
import { createEffect, createMemo, type JSX, on, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForRecords } from '../ui/for-records.tsx'
import { hueOf, initialsOf } from '../ui/initial.tsx'
import { Picture } from '../ui/picture.tsx'
import { chooseProduct } from './choose-product.ts'
import type { SearchAnswer } from './create-search.ts'
import { isLowStock } from './low-stock.ts'
import { priceWords } from './price-words.ts'
import { stockWords } from './product-tile.tsx'
import { resultId, SEARCH_RESULTS_ID } from './search-field.tsx'
import './search-results.css'
import { createStockOf } from './stock-of.ts'
import { useTill } from './till-context.tsx'

/** What the search found, for eye, finger, and the arrow keys of the field above. */
export function SearchResults(props: { readonly answer: SearchAnswer }): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const departments = createLiveQuery(() => database.departments.toArray())
  const hues = createMemo(() => new Map(departments()?.map(row => [row.id, row.hue])))
  const hue = ({ department, name }: ProductRow) =>
    (department === null ? undefined : hues().get(department)) ?? hueOf(name)
  const price = (product: ProductRow) => priceWords(till, product)
  const stock = createStockOf(() => props.answer.products)
  const isActive = (index: number) => till.search.active() === index
  // The highlighted one stays in sight; of a new answer that is the first.
  createEffect(
    on([() => props.answer.text, till.search.active], ([, active]) =>
      queueMicrotask(() => document.getElementById(resultId(active))?.scrollIntoView({ block: 'nearest' })),
    ),
  )
  return (
    <div class="till-results">
      <p class="till-results__count" aria-live="polite">
        <Show when={props.answer.similar && props.answer.total > 0}>{t('till.products.similar')} </Show>
        {t('till.products.resultCount', { count: props.answer.total })}
        <Show when={!props.answer.complete}> · {t('till.products.indexing')}</Show>
      </p>
      <Show
        when={props.answer.products.length > 0}
        fallback={
          <EmptyState
            icon={SearchX}
            title={t('till.products.noResults', { text: props.answer.text })}
            action={
              <Button size="till" onClick={() => till.setUnlisted({ code: '' })}>
                {t('till.products.unlisted')}
              </Button>
            }
          >
            {t('till.products.noResultsHint')}
          </EmptyState>
        }
      >
        <div
          class="till-results__list"
          id={SEARCH_RESULTS_ID}
          role="listbox"
          aria-label={t('till.products.results')}
          onScroll={till.search.more}
        >
          <ForRecords rows={props.answer.products}>
            {(product, index) => (
              <button
                type="button"
                id={resultId(index())}
                class="till-result"
                role="option"
                tabindex={-1}
                aria-selected={isActive(index())}
                data-product={product().id}
                onClick={() => chooseProduct(till, product())}
              >
                <span
                  class="till-result__initial tinted"
                  style={{
                    '--hue': String(hue(product())),
                  }}
                  aria-hidden="true"
                >
                  <Picture picture={product().picture}>{initialsOf(product().name, 1)}</Picture>
                </span>
                <span class="till-result__name">
                  {product().name}
                  <span class="till-result__code">
                    {[product().sku, product().brand].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <Show when={product().minimumAge > 0}>
                  <Badge tone="warning">
                    {t('till.products.minimumAge', { years: product().minimumAge })}
                  </Badge>
                </Show>
                <Show when={isLowStock(stock().get(product().id) ?? Number.POSITIVE_INFINITY)}>
                  <Badge>{stockWords(stock().get(product().id) ?? 0)}</Badge>
                </Show>
                <strong class="till-result__price tabular">{price(product())}</strong>
              </button>
            )}
          </ForRecords>
        </div>
      </Show>
    </div>
  )
}
