import type { CatalogId, ProductId } from '@evertill/crdt-model'
import Search from 'lucide-solid/icons/search'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { Icon } from '../../ui/icon.tsx'
import { useOffice } from '../office-context.tsx'
import { createSearch } from '../products/create-search.ts'

/** Hits that are offered: whoever wants another types more of it. */
const SHOWN = 6

/** Finds products of a catalog by what is typed; each hit is a button. */
export function ProductPicker(props: {
  readonly catalog: CatalogId
  /** What is said of a hit beside its name. */
  readonly about: (product: ProductRow) => string
  readonly chosen: (id: ProductId) => boolean
  readonly onChoose: (product: ProductRow) => void
}): JSX.Element {
  const office = useOffice()
  const products = office.products()
  const [text, setText] = createSignal('')
  const found = createSearch(office.replica, text, () => false)
  const hits = createMemo(() => {
    const rows: ProductRow[] = []
    for (const id of found() ?? []) {
      const row = products.row(id)
      if (row !== undefined && row.catalog === props.catalog && !props.chosen(id)) rows.push(row)
      if (rows.length === SHOWN) break
    }
    return rows
  })
  const choose = (product: ProductRow | undefined) => {
    if (product === undefined) return
    props.onChoose(product)
    setText('')
  }
  return (
    <div class="offer-picker">
      <label class="products-search">
        <Icon of={Search} />
        <input
          class="ui-input"
          type="search"
          aria-label={t('promotions.on.search')}
          placeholder={t('promotions.on.search')}
          autocomplete="off"
          value={text()}
          onInput={event => setText(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            // The form around it is not meant.
            event.preventDefault()
            choose(hits()[0])
          }}
        />
      </label>
      <Show when={found() !== null && text().trim() !== ''}>
        <ul class="offer-picker__hits">
          <For
            each={hits()}
            fallback={
              <li class="office-muted" role="status">
                {t('promotions.on.noneFound', { text: text().trim() })}
              </li>
            }
          >
            {product => (
              <li>
                <button type="button" class="offer-picker__hit" onClick={() => choose(product)}>
                  <span>{product.name}</span>
                  <span class="office-muted tabular">{props.about(product)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
