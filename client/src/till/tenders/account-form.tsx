import { dueWith } from '@evertill/crdt-model'
import { type JSX, onMount, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { readCreditLeft } from '../../local/spending-limits.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useTill } from '../till-context.tsx'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** On account: of whoever is attached to the sale, up to what they may still buy. */
export function AccountForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const known = createLiveQuery(async () => {
    const id = props.sale.customer?.id
    if (id === undefined) return { row: undefined, left: 0 }
    const [row, left] = await Promise.all([
      database.customers.get(id),
      readCreditLeft(database, id, Date.now()),
    ])
    return { row, left }
  })
  const money = (minor: number) => formatMoney(minor, till.currency())
  const before = () =>
    props.sale.tenders.reduce((sum, each) => sum + (each.kind === 'on-account' ? each.amount : 0), 0)
  const left = () => Math.max(0, (known()?.left ?? 0) - before())
  const most = () => Math.min(left(), dueWith(props.sale, 'on-account'))
  const amount = createTypedAmount(most, props.typed)
  const take = async () => {
    const customer = props.sale.customer?.id
    if (customer === undefined || !(await till.approval.ask('sell-on-account', props.sale.id))) return
    const limits = { creditLeft: new Map([[customer, known()?.left ?? 0]]) }
    if (await till.sales.take({ kind: 'on-account', amount: amount.value(), customer }, limits))
      props.onLeave()
  }
  onMount(() =>
    props.onEntry({
      label: () => t('tenders.amountOf.on-account'),
      shown: () => money(amount.value()),
      press: amount.press,
      clear: amount.clear,
      action: () => t('tenders.account.take', { amount: money(amount.value()) }),
      unavailable() {
        if (amount.value() === 0) return t('tenders.amountMissing')
        return amount.value() > most() ? t('tenders.tooMuch', { most: money(most()) }) : false
      },
      confirm: () => void take(),
    }),
  )
  return (
    <section class="till-way-form" aria-label={t('till.tender.on-account')}>
      <Show when={known()}>
        {now => (
          <Show when={now().row} fallback={<p>{t('tenders.account.gone')}</p>}>
            {row => (
              <>
                <h2>{t('tenders.account.of', { name: row().name })}</h2>
                <Show
                  when={row().creditLimit}
                  fallback={<p class="till-way-form__hint">{t('tenders.account.noLimit')}</p>}
                >
                  {limit => (
                    <>
                      <p class="till-way-form__outcome tabular">
                        {t('tenders.account.left', { left: money(left()) })}
                      </p>
                      <p class="till-way-form__hint">
                        {t('tenders.account.leftHint', { limit: money(limit()) })}
                      </p>
                    </>
                  )}
                </Show>
              </>
            )}
          </Show>
        )}
      </Show>
    </section>
  )
}
