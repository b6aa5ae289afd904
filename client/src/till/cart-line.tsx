import { type Discount, ONE_PIECE, type SaleLine } from '@evertill/crdt-model'
import { type JSX, Show, Suspense } from 'solid-js'
import { formatMeasure, formatMoney, unitSymbol } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { Money } from '../ui/money.tsx'
import { later } from './later.ts'
import { LineDiscounts } from './line-discounts.tsx'
import { LineFacts } from './line-facts.tsx'
import { LinePriceNote } from './line-price-note.tsx'
import { useTill } from './till-context.tsx'

const LineEditor = later(async () => (await import('./line-editor.tsx')).LineEditor)

export interface CartLineProps {
  readonly line: SaleLine
  /** Minor units. */
  readonly amount: number
  readonly discounts: readonly Discount[]
  /** The product as it is on file now; undefined while it is read, or when it is not on file. */
  readonly product: ProductRow | undefined
}

/** One line of the sale; opens in place when it is chosen, and lights up when it is rung up. */
export function CartLine(props: CartLineProps): JSX.Element {
  const till = useTill()
  const eachWords = () => {
    const price = formatMoney(props.line.unitPrice, till.currency())
    const { unit } = props.line
    return unit === undefined
      ? t('till.cart.each', { price })
      : t('till.cart.perUnit', { price, unit: unitSymbol(unit) })
  }
  const isSelected = () => till.sales.selected() === props.line.id
  /** Alternates, so that a line that is rung up again lights up again. */
  const light = () => {
    const lit = till.sales.lit()
    if (lit?.line !== props.line.id) return undefined
    return lit.times % 2 === 1 ? 'once' : 'again'
  }
  return (
    <li
      class="till-line"
      classList={{
        'till-line--open': isSelected(),
        'till-line--deposit': props.line.depositOf !== undefined,
      }}
      data-line={props.line.id}
      data-lit={light()}
    >
      <button
        type="button"
        class="till-line__summary"
        aria-expanded={isSelected()}
        onClick={() => till.sales.select(isSelected() ? null : props.line.id)}
      >
        {/* Read in this order: what the button does, the name, the quantity, what else the line says, the amount. */}
        <span class="visually-hidden">{t('till.line.edit', { name: props.line.name })}</span>
        <span class="till-line__quantity tabular">{formatMeasure(props.line.quantity, props.line.unit)}</span>
        <span class="till-line__name">
          <span aria-hidden="true">{props.line.name}</span>
          <Show
            when={
              props.line.unit !== undefined ||
              props.line.quantity !== ONE_PIECE ||
              props.line.unitPrice !== props.line.listPrice
            }
          >
            <span class="till-line__each tabular">
              {eachWords()}
              <Show when={props.line.unitPrice !== props.line.listPrice}>
                {' · '}
                {t('till.line.priceChanged', { price: formatMoney(props.line.listPrice, till.currency()) })}
              </Show>
            </span>
          </Show>
          <LineFacts line={props.line} />
          <LineDiscounts discounts={props.discounts} />
        </span>
        <Money class="till-line__amount" minor={props.amount} currency={till.currency()} />
      </button>
      <LinePriceNote line={props.line} product={props.product} />
      <Show when={isSelected()}>
        <Suspense>
          <LineEditor line={props.line} />
        </Suspense>
      </Show>
    </li>
  )
}
