import { NO_CURRENCY, parseCurrency, type SaleSummary } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatMoney, formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { SaleNames } from '../../receipt/receipt-of-sale.ts'
import { Badge } from '../../ui/badge.tsx'
import '../pages/record-table.css'

/** Sales, one a row: opening one shows its receipt. */
export function SalesList(props: {
  readonly sales: readonly SaleSummary[]
  readonly names: SaleNames
  readonly timeZone: (store: string) => string | undefined
  readonly onOpen: (id: string) => void
}): JSX.Element {
  return (
    <table class="record-table sales-table">
      <thead>
        <tr>
          <th scope="col">{t('office.sales.column.receipt')}</th>
          <th scope="col">{t('office.sales.column.time')}</th>
          <th scope="col">{t('office.sales.column.place')}</th>
          <th scope="col">{t('office.sales.column.cashier')}</th>
          <th scope="col" class="record-table__figure">
            {t('office.sales.column.lines')}
          </th>
          <th scope="col" class="record-table__figure">
            {t('office.sales.column.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.sales}>
          {sale => (
            <tr data-sale={sale.id} onClick={() => props.onOpen(sale.id)}>
              <th scope="row">
                <button
                  type="button"
                  class="record-table__open tabular"
                  onClick={event => {
                    event.stopPropagation()
                    props.onOpen(sale.id)
                  }}
                >
                  {sale.receipt}
                </button>
                <Show when={sale.kind !== 'sale' && sale.kind}>
                  {kind => <Badge tone="warning">{t(`office.sales.kind.${kind()}`)}</Badge>}
                </Show>
                <Show when={sale.exchanged !== null}>
                  <Badge tone="accent">{t('office.sales.kind.exchange')}</Badge>
                </Show>
              </th>
              <td class="sales-table__time tabular">
                {formatDate(sale.at, 'date-time', props.timeZone(sale.store))}
              </td>
              <td class="sales-table__place">
                {props.names.store(sale.store).name} · {props.names.till(sale.till)}
              </td>
              <td class="sales-table__cashier">{props.names.cashier(sale.cashier)}</td>
              <td class="record-table__figure sales-table__lines tabular">{formatNumber(sale.lines)}</td>
              <td class="record-table__figure record-table__total sales-table__total tabular">
                {money(sale, sale.total + (sale.exchanged ?? 0))}
                <Show when={sale.exchanged}>
                  {back => (
                    <span class="sales-table__sides">
                      {t('office.sales.sides', { sold: money(sale, sale.total), back: money(sale, back()) })}
                    </span>
                  )}
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function money(sale: SaleSummary, amount: number): string {
  return formatMoney(amount, parseCurrency(sale.currency) ?? NO_CURRENCY)
}
