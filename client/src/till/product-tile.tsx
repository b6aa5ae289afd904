import { type JSX, Show } from 'solid-js'
import { formatQuantity } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { hueOf, initialsOf } from '../ui/initial.tsx'
import { Picture } from '../ui/picture.tsx'
import { chooseProduct } from './choose-product.ts'
import { isLowStock } from './low-stock.ts'
import { priceWords } from './price-words.ts'
import { useTill } from './till-context.tsx'

export interface ProductTileProps {
  readonly product: ProductRow
  readonly hue: number | undefined
  /** Thousandths; undefined when the product is not counted. */
  readonly stock: number | undefined
}

/** A product to tap: its picture or its department's tint and initial, the name on two lines, the price. */
export function ProductTile(props: ProductTileProps): JSX.Element {
  const till = useTill()
  const price = () => priceWords(till, props.product)
  return (
    <li class="till-tile-item">
      <button
        type="button"
        class="till-tile tinted"
        style={{ '--hue': String(props.hue ?? hueOf(props.product.name)) }}
        data-product={props.product.id}
        onClick={() => chooseProduct(till, props.product)}
      >
        <span class="till-tile__top">
          <TilePicture product={props.product} name={props.product.name} />
          <span class="till-tile__marks">
            <Show when={props.product.minimumAge > 0}>
              <span
                class="till-tile__age tabular"
                title={t('till.products.minimumAgeLong', { years: props.product.minimumAge })}
              >
                {t('till.products.minimumAge', { years: props.product.minimumAge })}
              </span>
            </Show>
            <Show when={props.stock !== undefined && isLowStock(props.stock)}>
              <span class="till-tile__stock tabular">{stockWords(props.stock ?? 0)}</span>
            </Show>
          </span>
        </span>
        <span class="till-tile__name">{props.product.name}</span>
        <span class="till-tile__price tabular">{price()}</span>
      </button>
    </li>
  )
}

/** In one corner of the tile, whichever it is: a picture that comes late moves nothing. */
export function TilePicture(props: {
  readonly product: ProductRow
  /** What the tile is called. */
  readonly name: string
}): JSX.Element {
  return (
    <span class="till-tile__picture" aria-hidden="true">
      <Picture picture={props.product.picture}>
        <span class="till-tile__initial">{initialsOf(props.name, 1)}</span>
      </Picture>
    </span>
  )
}

export function stockWords(onHand: number): string {
  return onHand <= 0
    ? t('till.products.outOfStock')
    : t('till.products.stockLeft', { quantity: formatQuantity(onHand) })
}
