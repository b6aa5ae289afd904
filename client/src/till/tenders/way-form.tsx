import type { PayingSale } from '@evertill/crdt-model'
import { type JSX, Match, onMount, Switch } from 'solid-js'
import type { PayEntry } from '../pay-entry.ts'
import type { PayWay } from '../pay-ways.ts'
import { AccountForm } from './account-form.tsx'
import { ForeignCashForm } from './foreign-cash-form.tsx'
import { GiftCardForm } from './gift-card-form.tsx'
import { ReferenceForm } from './reference-form.tsx'
import { StoreCreditForm } from './store-credit-form.tsx'
import { TipForm } from './tip-form.tsx'
import './way-form.css'

/** What every form of a way of paying is given. */
export interface WayFormProps {
  readonly sale: PayingSale
  /** The worker has the sale. */
  readonly saving: boolean
  /** Minor units that were typed before the way was chosen, or 0. */
  readonly typed: number
  /** What keypad and button do while the form is there. */
  readonly onEntry: (entry: PayEntry) => void
  /** Enter in a field: the same as the button. */
  readonly onConfirm: () => void
  /** Done, with more to pay: back to cash. */
  readonly onLeave: () => void
}

/** The form of one way of paying. It ends with its way: nothing that was typed is left over. */
export function WayForm(props: WayFormProps & { readonly way: PayWay }): JSX.Element {
  // On a phone it may lie below what is in sight, and the button asks for what is in it.
  onMount(() => document.querySelector('.till-way-form')?.scrollIntoView({ block: 'nearest' }))
  return (
    <Switch>
      <Match when={props.way === 'card'}>
        <ReferenceForm {...props} kind="card" />
      </Match>
      <Match when={props.way === 'voucher'}>
        <ReferenceForm {...props} kind="voucher" />
      </Match>
      <Match when={props.way === 'foreign-cash'}>
        <ForeignCashForm {...props} />
      </Match>
      <Match when={props.way === 'on-account'}>
        <AccountForm {...props} />
      </Match>
      <Match when={props.way === 'gift-card'}>
        <GiftCardForm {...props} />
      </Match>
      <Match when={props.way === 'store-credit'}>
        <StoreCreditForm {...props} />
      </Match>
      <Match when={props.way === 'tip'}>
        <TipForm {...props} />
      </Match>
    </Switch>
  )
}
