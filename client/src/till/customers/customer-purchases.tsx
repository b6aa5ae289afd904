import { type CustomerId, type ProductId, parseId } from '@evertill/crdt-model'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { createRemote } from '../../api/create-remote.ts'
import { getCustomerSales } from '../../api/customer-api.ts'
import { formatDate, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { useTill } from '../till-context.tsx'
import { joinPurchases, type Purchase, purchasesHere } from './purchases.ts'

/** What a customer bought: at this till always, and in the rest of the store where the server can be reached. */
export function CustomerPurchases(props: { readonly customer: CustomerId }): JSX.Element {
  const database = useLocalDatabase()
  const here = createLiveQuery(() => purchasesHere(database, props.customer))
  const remote = createRemote(() => getCustomerSales(props.customer))
  const ids = () =>
    remote
      .value()
      ?.sales.flatMap(sale => sale.items.flatMap(item => parseId<ProductId>(item.product ?? '') ?? [])) ?? []
  const names = createLiveQuery(async () => {
    const rows = await database.products.bulkGet([...new Set(ids())])
    return new Map(rows.flatMap(row => (row ? [[row.id as string, row.name] as const] : [])))
  })
  const purchases = createMemo(() =>
    joinPurchases(here() ?? [], remote.value()?.sales ?? [], names() ?? new Map()),
  )
  return (
    <section class="customers__purchases" aria-label={t('customers.purchases.title')}>
      <h3 class="customers__heading">{t('customers.purchases.title')}</h3>
      <Show when={here() !== undefined && purchases().length === 0}>
        <p class="customers__more">
          {remote.failure() ? t('customers.purchases.noneHere') : t('customers.purchases.none')}
        </p>
      </Show>
      <ul class="customers__list">
        <For each={purchases()}>{purchase => <Row purchase={purchase} />}</For>
      </ul>
      <Show when={remote.failure()}>
        <p class="customers__more">{t('customers.purchases.onlyHere')}</p>
      </Show>
    </section>
  )
}

function Row(props: { readonly purchase: Purchase }): JSX.Element {
  const till = useTill()
  return (
    <li class="customers__purchase">
      <span class="customers__who">
        <span>{`${formatDate(props.purchase.at, 'date', till.store().timeZone)} · ${props.purchase.receipt}`}</span>
        <span class="customers__how">{props.purchase.items.join(', ')}</span>
      </span>
      <span class="tabular">{formatMoney(props.purchase.total, props.purchase.currency)}</span>
    </li>
  )
}
