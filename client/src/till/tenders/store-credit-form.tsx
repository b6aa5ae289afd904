import { creditAccount, dueWith, remainingDue, USUAL_OFFLINE_CREDIT } from '@evertill/crdt-model'
import { type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { AccountStanding } from '../credit/account-standing.tsx'
import { createShare } from '../credit/create-share.ts'
import { useTill } from '../till-context.tsx'
import { takenBefore } from './taken-before.ts'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** The store credit of whoever is attached to the sale: what of it can be used here, and how much of that. */
export function StoreCreditForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const share = createShare()
  const account = () => props.sale.customer && creditAccount(props.sale.customer.id)
  const customer = createLiveQuery(async () => {
    const id = props.sale.customer?.id
    return { row: id === undefined ? undefined : await database.customers.get(id) }
  })
  const before = () => takenBefore(props.sale, account())
  const most = () => Math.min(Math.max(0, share.left() - before()), dueWith(props.sale, 'store-credit'))
  const amount = createTypedAmount(most, props.typed)
  const money = (minor: number) => formatMoney(minor, till.currency())

  async function take(): Promise<void> {
    const mine = account()
    if (mine === undefined) return
    const limits = { spendable: new Map([[mine, share.left()]]) }
    const tender = { kind: 'store-credit', amount: amount.value(), account: mine } as const
    if (await till.sales.take(tender, limits)) props.onLeave()
  }

  onMount(() => {
    props.onEntry({
      label: () => t('credit.amountOf.store-credit'),
      shown: () => money(amount.value()),
      press: amount.press,
      clear: amount.clear,
      action: () => t('credit.take', { amount: money(amount.value()) }),
      unavailable() {
        if (account() === undefined) return t('credit.nobody')
        if (share.state().kind !== 'known') return t('credit.looking')
        if (amount.value() === 0) return t('tenders.amountMissing')
        return amount.value() > most() ? t('tenders.tooMuch', { most: money(most()) }) : false
      },
      confirm: () => void take(),
    })
    const mine = account()
    const keeps = till.store().offlineCredit ?? USUAL_OFFLINE_CREDIT
    if (mine) void share.ask(mine, before() + remainingDue(props.sale) + keeps)
  })

  return (
    <section class="till-way-form" aria-label={t('till.tender.store-credit')}>
      <Show when={customer()}>
        {known => (
          <Show when={known().row} fallback={<p>{t('credit.gone')}</p>}>
            {row => (
              <AccountStanding
                title={t('credit.ofCustomer', { name: row().name })}
                share={share}
                currency={till.currency()}
              />
            )}
          </Show>
        )}
      </Show>
    </section>
  )
}
