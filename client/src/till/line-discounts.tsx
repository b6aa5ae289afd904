import type { Discount } from '@evertill/crdt-model'
import { For, type JSX } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { discountName } from './discount-words.ts'
import { useTill } from './till-context.tsx'

/** Below a line: what each promotion and each person took off it. */
export function LineDiscounts(props: { readonly discounts: readonly Discount[] }): JSX.Element {
  const till = useTill()
  return (
    <For each={props.discounts}>
      {discount => (
        <span class="till-line__discount tabular">
          <span>{discountName(discount.source, till.promotions())}</span>
          <span>{formatMoney(-discount.amount, till.currency())}</span>
        </span>
      )}
    </For>
  )
}
