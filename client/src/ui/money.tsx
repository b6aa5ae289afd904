import type { CurrencyCode } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'

export interface MoneyProps {
  /** Whole minor units. */
  readonly minor: number
  readonly currency: CurrencyCode
  readonly class?: string
}

/** An amount with its currency, in the language on screen; digits of one width. */
export function Money(props: MoneyProps): JSX.Element {
  return <span class={`tabular ${props.class ?? ''}`}>{formatMoney(props.minor, props.currency)}</span>
}
