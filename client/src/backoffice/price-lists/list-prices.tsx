import type { ProductId } from '@evertill/crdt-model'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { PriceListRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { productNameOf } from '../changes/change-words.ts'
import { byName, type OfficeCatalog, useOffice } from '../office-context.tsx'
import { MoneyField } from '../promotions/number-fields.tsx'
import { ProductPicker } from '../promotions/product-picker.tsx'

/** How many prices are drawn at first, and by how many they grow. */
const STEP = 50

/** The prices of a list: products are found by what is typed, and each price is saved as it is left. */
export function ListPrices(props: {
  readonly row: PriceListRow
  readonly catalog: OfficeCatalog
  /** Null takes the product off the list. */
  readonly onPrice: (product: ProductId, price: number | null) => void
}): JSX.Element {
  const office = useOffice()
  /** Products that were chosen and have no price yet, the last one first. */
  const [added, setAdded] = createSignal<readonly ProductId[]>([])
  const [shown, setShown] = createSignal(STEP)
  const isNew = (id: ProductId) => added().includes(id)
  const listed = createMemo<readonly ProductId[]>(() => {
    // Names are read once a row comes or goes: a list of thousands is not sorted for a letter.
    const named = [...props.row.prices.keys()]
      .filter(id => !isNew(id))
      .map(id => ({ id, name: productNameOf(office, id) }))
    return [...added(), ...named.sort(byName).map(({ id }) => id)]
  })
  const money = (minor: number) => formatMoney(minor, props.catalog.currency)
  const catalogPrice = (id: ProductId) => {
    const price = office.products().row(id)?.price ?? null
    return t('promotions.lists.catalogPrice', {
      price: price === null ? t('promotions.lists.openPrice') : money(price),
    })
  }
  const remove = (id: ProductId) => {
    setAdded(all => all.filter(each => each !== id))
    if (props.row.prices.has(id)) props.onPrice(id, null)
  }
  return (
    <section class="offer-section">
      <h3>{t('promotions.lists.prices')}</h3>
      <p class="office-muted">{t('promotions.lists.pricesHint')}</p>
      <ProductPicker
        catalog={props.catalog.id}
        about={product => (product.price === null ? t('promotions.lists.openPrice') : money(product.price))}
        chosen={isNew}
        onChoose={({ id }) => setAdded(all => [id, ...all])}
      />
      <Show
        when={listed().length > 0}
        fallback={<p class="office-muted">{t('promotions.lists.emptyPrices')}</p>}
      >
        <ul class="offer-prices">
          <For each={listed().slice(0, shown())}>
            {id => (
              <li class="offer-price" data-list-price={id}>
                <span class="offer-price__name">
                  <strong>{productNameOf(office, id) || t('promotions.on.unknown')}</strong>
                  <span class="office-muted tabular">{catalogPrice(id)}</span>
                </span>
                <MoneyField
                  label={t('promotions.lists.price', { name: productNameOf(office, id) })}
                  hideLabel
                  currency={props.catalog.currency}
                  value={props.row.prices.get(id)}
                  onValue={price => props.onPrice(id, price)}
                  onNone={() => remove(id)}
                  zero
                />
                <Button iconOnly icon={Trash} onClick={() => remove(id)}>
                  {t('promotions.lists.remove', { name: productNameOf(office, id) })}
                </Button>
              </li>
            )}
          </For>
        </ul>
        <Show when={listed().length > shown()}>
          <Button onClick={() => setShown(count => count + STEP)}>
            {t('promotions.lists.more', { count: listed().length - shown() })}
          </Button>
        </Show>
      </Show>
    </section>
  )
}
