import type { CatalogId, ProductId } from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { createSearch } from './create-search.ts'
import './product-picker.css'

/** More than these nobody reads: a further letter narrows them. */
const SHOWN = 8

/** Finds a product of a catalog by its name or code, to be picked. */
export function ProductPicker(props: {
  readonly label: string
  readonly description?: string
  readonly catalog: CatalogId
  /** Products that make no sense here. */
  readonly without?: readonly ProductId[]
  readonly onPick: (product: ProductRow) => void
}): JSX.Element {
  const office = useOffice()
  const [text, setText] = createSignal('')
  const found = createSearch(office.replica, text, () => false)
  const rows = createMemo(() =>
    (found() ?? [])
      .map(id => office.products().row(id))
      .filter(row => row !== undefined)
      .filter(row => row.catalog === props.catalog && props.without?.includes(row.id) !== true)
      .slice(0, SHOWN),
  )
  const currency = () => office.catalogs()?.find(each => each.id === props.catalog)?.currency
  const pick = (row: ProductRow) => {
    setText('')
    props.onPick(row)
  }
  return (
    <div class="product-picker">
      <TextField
        label={props.label}
        {...(props.description === undefined ? {} : { description: props.description })}
        value={text()}
        onValue={setText}
        autocomplete="off"
        placeholder={t('office.products.searchHint')}
        onKeyDown={event => {
          const [first] = rows()
          if (event.key !== 'Enter') return
          // Never the form around it.
          event.preventDefault()
          if (first !== undefined) pick(first)
        }}
      />
      <Show when={found() !== null}>
        <ul class="product-picker__found" aria-live="polite">
          <For each={rows()} fallback={<li class="office-muted">{t('office.products.noMatchTitle')}</li>}>
            {row => (
              <li>
                <button type="button" class="product-picker__choice" onClick={() => pick(row)}>
                  <span>{row.name || t('office.products.unnamed')}</span>
                  <span class="office-muted tabular">
                    {[row.sku, row.price === null ? '' : priceOf(row.price)].filter(Boolean).join(' · ')}
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )

  function priceOf(price: number): string {
    const known = currency()
    return known === undefined ? '' : formatMoney(price, known)
  }
}
