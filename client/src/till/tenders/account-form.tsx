import { dueWith, houseAccount, remainingDue, USUAL_OFFLINE_CREDIT } from '@evertill/crdt-model'
import { type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { createShare } from '../credit/create-share.ts'
import { HouseStanding } from '../credit/house-standing.tsx'
import { useTill } from '../till-context.tsx'
import { takenBefore } from './taken-before.ts'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** On account: of whoever is attached to the sale, as much as may be lent to them at this till now. */
export function AccountForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const share = createShare()
  const account = () => props.sale.customer && houseAccount(props.sale.customer.id)
  const customer = createLiveQuery(async () => {
    const id = props.sale.customer?.id
    return { row: id === undefined ? undefined : await database.customers.get(id) }
  })
  const money = (minor: number) => formatMoney(minor, till.currency())
  const before = () => takenBefore(props.sale, account())
  const most = () => Math.min(Math.max(0, share.left() - before()), dueWith(props.sale, 'on-account'))
  const amount = createTypedAmount(most, props.typed)

  async function take(): Promise<void> {
    const buyer = props.sale.customer?.id
    if (buyer === undefined || !(await till.approval.ask('sell-on-account', props.sale.id))) return
    const limits = { creditLeft: new Map([[buyer, share.left()]]) }
    const tender = { kind: 'on-account', amount: amount.value(), customer: buyer } as const
    if (await till.sales.take(tender, limits)) props.onLeave()
  }

  onMount(() => {
    props.onEntry({
      label: () => t('tenders.amountOf.on-account'),
      shown: () => money(amount.value()),
      press: amount.press,
      clear: amount.clear,
      action: () => t('tenders.account.take', { amount: money(amount.value()) }),
      unavailable() {
        if (account() !== undefined && share.state().kind !== 'known') return t('credit.looking')
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
    <section class="till-way-form" aria-label={t('till.tender.on-account')}>
      <Show when={customer()}>
        {known => (
          <Show when={known().row} fallback={<p>{t('tenders.account.gone')}</p>}>
            {row => (
              <HouseStanding
                title={t('tenders.account.of', { name: row().name })}
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
