import {
  type AccountId,
  type CustomerId,
  dueWith,
  remainingDue,
  USUAL_OFFLINE_CREDIT,
} from '@evertill/crdt-model'
import { type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { createShare, type Share } from '../credit/create-share.ts'
import { useTill } from '../till-context.tsx'
import { takenBefore } from './taken-before.ts'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** What is taken, of whom. */
export interface FromAccount {
  readonly customer: CustomerId
  readonly account: AccountId
  /** Minor units. */
  readonly amount: number
  /** What may be taken here now, minor units. */
  readonly left: number
}

/** Money from an account of whoever is attached to the sale: what of it can be used here now, and how much of that. */
export function CustomerAccountForm(
  props: WayFormProps & {
    readonly kind: 'on-account' | 'store-credit'
    readonly accountOf: (customer: CustomerId) => AccountId | undefined
    /** Over the amount. */
    readonly label: string
    /** On the button. @param amount formatted */
    readonly action: (amount: string) => string
    /** @returns whether it was taken */
    readonly take: (from: FromAccount) => Promise<boolean>
    readonly standing: (name: string, share: Share) => JSX.Element
  },
): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const share = createShare()
  const account = () => props.sale.customer && props.accountOf(props.sale.customer.id)
  const customer = createLiveQuery(async () => {
    const id = props.sale.customer?.id
    return { row: id === undefined ? undefined : await database.customers.get(id) }
  })
  const before = () => takenBefore(props.sale, account())
  const most = () => Math.min(Math.max(0, share.left() - before()), dueWith(props.sale, props.kind))
  const amount = createTypedAmount(most, props.typed)
  const money = (minor: number) => formatMoney(minor, till.currency())

  async function take(): Promise<void> {
    const owner = props.sale.customer?.id
    const mine = account()
    if (owner === undefined || mine === undefined) return
    const from = { customer: owner, account: mine, amount: amount.value(), left: share.left() }
    if (await props.take(from)) props.onLeave()
  }

  onMount(() => {
    props.onEntry({
      label: () => props.label,
      shown: () => money(amount.value()),
      press: amount.press,
      clear: amount.clear,
      action: () => props.action(money(amount.value())),
      unavailable() {
        if (account() === undefined) return t('tenders.nobody')
        if (share.state().kind !== 'known') return t('credit.looking')
        if (amount.value() === 0) return t('tenders.amountMissing')
        return amount.value() > most() ? t('tenders.tooMuch', { most: money(most()) }) : false
      },
      confirm: () => void take(),
    })
    const mine = account()
    // With what the store keeps at hand, for when the relay is out of reach the next time.
    const keeps = till.store().offlineCredit ?? USUAL_OFFLINE_CREDIT
    if (mine) void share.ask(mine, before() + remainingDue(props.sale) + keeps)
  })

  return (
    <section class="till-way-form" aria-label={t(`till.tender.${props.kind}`)}>
      <Show when={customer()}>
        {known => (
          <Show when={known().row} fallback={<p>{t('tenders.gone')}</p>}>
            {row => props.standing(row().name, share)}
          </Show>
        )}
      </Show>
    </section>
  )
}
