import ChevronDown from 'lucide-solid/icons/chevron-down'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { byVariant, variantLabel } from '../local/product-family.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { Icon } from '../ui/icon.tsx'
import { hueOf } from '../ui/initial.tsx'
import { chooseProduct } from './choose-product.ts'
import './family-tile.css'
import { isLowStock } from './low-stock.ts'
import { priceWords } from './price-words.ts'
import { stockWords, TilePicture } from './product-tile.tsx'
import { createStockOf } from './stock-of.ts'
import { useTill } from './till-context.tsx'

/** One tile for a product in several sizes or colours: opens them in place, below it. */
export function FamilyTile(props: {
  readonly family: string
  /** The first of the family. */
  readonly product: ProductRow
  readonly hue: number | undefined
}): JSX.Element {
  const till = useTill()
  const [open, setOpen] = createSignal(false)
  const hue = () => String(props.hue ?? hueOf(props.family))
  return (
    <>
      <li class="till-tile-item">
        <button
          type="button"
          class="till-tile tinted"
          style={{ '--hue': hue() }}
          data-family={props.product.familyKey}
          aria-expanded={open()}
          onClick={() => setOpen(now => !now)}
        >
          <span class="till-tile__top">
            <TilePicture product={props.product} name={props.family} />
            <span class="till-tile__marks">
              <Icon of={ChevronDown} />
            </span>
          </span>
          <span class="till-tile__name">{props.family}</span>
          <span class="till-tile__price tabular">
            {t('till.products.from', { price: priceWords(till, props.product) })}
          </span>
        </button>
      </li>
      <Show when={open()}>
        <Variants
          family={props.family}
          familyKey={props.product.familyKey ?? ''}
          hue={hue()}
          onClose={() => setOpen(false)}
        />
      </Show>
    </>
  )
}

function Variants(props: {
  readonly family: string
  readonly familyKey: string
  readonly hue: string
  readonly onClose: () => void
}): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const rows = createLiveQuery(async () => {
    const all = await database.products.where('familyKey').equals(props.familyKey).toArray()
    return all.filter(row => !row.archived).sort(byVariant)
  })
  const stock = createStockOf(() => rows() ?? [])
  const onHand = (row: ProductRow) => stock().get(row.id)
  return (
    <li class="till-variants">
      <ul
        class="till-variants__list"
        aria-label={t('till.products.variantsOf', { name: props.family })}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          props.onClose()
        }}
      >
        <For each={rows()}>
          {row => (
            <li>
              <button
                type="button"
                class="till-variant tinted"
                style={{ '--hue': props.hue }}
                data-product={row.id}
                onClick={() => chooseProduct(till, row)}
              >
                <strong>{variantLabel(row)}</strong>
                <span class="tabular">{priceWords(till, row)}</span>
                <Show when={isLowStock(onHand(row) ?? Number.POSITIVE_INFINITY)}>
                  <span class="till-tile__stock tabular">{stockWords(onHand(row) ?? 0)}</span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </li>
  )
}
