import { parseId, type StoreId } from '@evertill/crdt-model'
import Search from 'lucide-solid/icons/search'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PersonRow } from '../../local/database.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useOffice } from '../office-context.tsx'
import { RANGES, rangeOf, type SalesFilter, startOf, withStore } from './sales-filter.ts'

/** Minutes that this browser's clock is ahead of UTC. */
export function localOffset(): number {
  return -new Date().getTimezoneOffset()
}

/** Which sales: by receipt, days, store, till and cashier. Totals by day know days and stores only. */
export function SalesFilters(props: {
  readonly filter: SalesFilter
  readonly people: readonly PersonRow[]
  readonly forTotals: boolean
  readonly onFilter: (filter: SalesFilter) => void
}): JSX.Element {
  const office = useOffice()
  const change = (values: Partial<SalesFilter>) => props.onFilter({ ...props.filter, ...values })
  const tills = () =>
    (office.tills() ?? []).filter(till => props.filter.store === '' || till.store === props.filter.store)
  const range = () => rangeOf(props.filter, Date.now(), localOffset())
  return (
    <div class="products-tools">
      <label class="products-search" classList={{ 'sales-hidden': props.forTotals }}>
        <Icon of={Search} />
        <input
          type="search"
          class="ui-input"
          aria-label={t('office.sales.searchReceipt')}
          placeholder={t('office.sales.searchHint')}
          autocomplete="off"
          value={props.filter.receipt}
          onInput={event => change({ receipt: event.currentTarget.value })}
        />
      </label>
      <fieldset class="products-filters" aria-label={t('office.sales.days')}>
        <For each={RANGES}>
          {each => (
            <Chip
              selected={range() === each}
              onSelect={() => change({ from: startOf(each, Date.now(), localOffset()), to: '' })}
            >
              {t(`office.sales.range.${each}`)}
            </Chip>
          )}
        </For>
        <DayInput
          label={t('office.sales.from')}
          value={props.filter.from}
          onValue={from => change({ from })}
        />
        <DayInput label={t('office.sales.to')} value={props.filter.to} onValue={to => change({ to })} />
      </fieldset>
      <fieldset class="products-filters" aria-label={t('office.sales.where')}>
        <Choice
          label={t('office.sales.anyStore')}
          options={office.stores() ?? []}
          value={props.filter.store}
          onValue={store =>
            props.onFilter(withStore(props.filter, store === '' ? '' : (parseId<StoreId>(store) ?? '')))
          }
        />
        <Choice
          label={t('office.sales.anyTill')}
          hidden={props.forTotals}
          options={tills()}
          value={props.filter.till}
          onValue={till => change({ till })}
        />
        <Choice
          label={t('office.sales.anyCashier')}
          hidden={props.forTotals}
          options={props.people}
          value={props.filter.cashier}
          onValue={cashier => change({ cashier })}
        />
      </fieldset>
    </div>
  )
}

function DayInput(props: {
  readonly label: string
  readonly value: string
  readonly onValue: (day: string) => void
}): JSX.Element {
  return (
    <label class="sales-day">
      <span>{props.label}</span>
      <input
        type="date"
        class="products-filter-select"
        value={props.value}
        onChange={event => props.onValue(event.currentTarget.value)}
      />
    </label>
  )
}

function Choice(props: {
  readonly label: string
  readonly hidden?: boolean
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly value: string
  readonly onValue: (id: string) => void
}): JSX.Element {
  return (
    <select
      class="products-filter-select"
      classList={{ 'products-filter-select--on': props.value !== '', 'sales-hidden': props.hidden === true }}
      aria-label={props.label}
      onChange={event => props.onValue(event.currentTarget.value)}
    >
      <option value="" selected={props.value === ''}>
        {props.label}
      </option>
      <For each={props.options}>
        {option => (
          <option value={option.id} selected={option.id === props.value}>
            {option.name}
          </option>
        )}
      </For>
    </select>
  )
}
