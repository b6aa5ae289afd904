import { ONE_PIECE, type SaleLine } from '@evertill/crdt-model'
import { createEffect, type JSX, on, Show } from 'solid-js'
import { formatMoney, formatQuantity } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { Money } from '../ui/money.tsx'
import { LineEditor } from './line-editor.tsx'
import { LinePriceNote } from './line-price-note.tsx'
import { useTill } from './till-context.tsx'

export interface CartLineProps {
  readonly line: SaleLine
  /** Minor units. */
  readonly amount: number
  /** The product as it is on file now; undefined while it is read, or when it is not on file. */
  readonly product: ProductRow | undefined
}

/** One line of the sale; opens in place when it is chosen, and lights up when it is rung up. */
export function CartLine(props: CartLineProps): JSX.Element {
  const till = useTill()
  let row: HTMLLIElement | undefined
  const isSelected = () => till.sales.selected() === props.line.id
  createEffect(
    on(till.sales.lit, lit => {
      if (lit === null || lit.line !== props.line.id || row === undefined) return
      // Restarts the animation of a line that is lit again.
      row.classList.remove('till-line--lit')
      void row.offsetWidth
      row.classList.add('till-line--lit')
    }),
  )
  return (
    <li class="till-line" classList={{ 'till-line--open': isSelected() }} ref={row} data-line={props.line.id}>
      <button
        type="button"
        class="till-line__summary"
        aria-expanded={isSelected()}
        aria-label={`${t('till.line.edit', { name: props.line.name })}, ${formatQuantity(props.line.quantity)}, ${formatMoney(props.amount, till.currency())}`}
        onClick={() => till.sales.select(isSelected() ? null : props.line.id)}
      >
        <span class="till-line__quantity tabular">{formatQuantity(props.line.quantity)}</span>
        <span class="till-line__name">
          {props.line.name}
          <Show when={props.line.quantity !== ONE_PIECE || props.line.unitPrice !== props.line.listPrice}>
            <span class="till-line__each tabular">
              {t('till.cart.each', { price: formatMoney(props.line.unitPrice, till.currency()) })}
              <Show when={props.line.unitPrice !== props.line.listPrice}>
                {' · '}
                {t('till.line.priceChanged', { price: formatMoney(props.line.listPrice, till.currency()) })}
              </Show>
            </span>
          </Show>
        </span>
        <Money class="till-line__amount" minor={props.amount} currency={till.currency()} />
      </button>
      <LinePriceNote line={props.line} product={props.product} />
      <Show when={isSelected()}>
        <LineEditor line={props.line} />
      </Show>
    </li>
  )
}
