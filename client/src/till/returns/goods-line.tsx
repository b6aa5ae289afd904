import { type CurrencyCode, type MeasuredUnit, ONE_PIECE } from '@evertill/crdt-model'
import Minus from 'lucide-solid/icons/minus'
import Plus from 'lucide-solid/icons/plus'
import { type JSX, Show } from 'solid-js'
import { formatMeasure } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/icon.tsx'
import { Money } from '../../ui/money.tsx'
import { Switch } from '../../ui/switch.tsx'

/** Something that may come back, and how much of it does. Quantities in thousandths. */
export interface GoodsLineProps {
  readonly name: string
  readonly unit: MeasuredUnit | undefined
  readonly unitPrice: number
  readonly currency: CurrencyCode
  /** How much may come back. */
  readonly left: number
  readonly quantity: number
  readonly restock: boolean
  /** What is to be known of it, or why it cannot come back. */
  readonly about: string
  readonly onQuantity: (quantity: number) => void
  readonly onRestock: (restock: boolean) => void
}

export function GoodsLine(props: GoodsLineProps): JSX.Element {
  /** What is weighed, and a rest below a piece, comes back whole or not at all. */
  const step = () => (props.unit === undefined && props.left >= ONE_PIECE ? ONE_PIECE : props.left)
  return (
    <li class="till-returns__line" data-chosen={props.quantity > 0}>
      <div class="till-returns__what">
        <span class="till-returns__name">{props.name}</span>
        <span class="till-returns__about">
          <Money minor={props.unitPrice} currency={props.currency} /> · {props.about}
        </span>
      </div>
      <Show when={props.left > 0}>
        <div class="till-stepper">
          <button
            type="button"
            aria-label={t('returns.goods.less', { name: props.name })}
            disabled={props.quantity <= 0}
            onClick={() => props.onQuantity(Math.max(0, props.quantity - step()))}
          >
            <Icon of={Minus} />
          </button>
          <output class="till-stepper__value tabular">{formatMeasure(props.quantity, props.unit)}</output>
          <button
            type="button"
            aria-label={t('returns.goods.more', { name: props.name })}
            disabled={props.quantity >= props.left}
            onClick={() => props.onQuantity(Math.min(props.left, props.quantity + step()))}
          >
            <Icon of={Plus} />
          </button>
        </div>
      </Show>
      <Show when={props.quantity > 0}>
        <div class="till-returns__restock">
          <Switch
            label={t('returns.goods.restock')}
            checked={props.restock}
            onChecked={restock => props.onRestock(restock)}
          />
        </div>
      </Show>
    </li>
  )
}
