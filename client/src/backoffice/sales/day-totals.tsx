import { type DailyTotals, NO_CURRENCY, parseCurrency } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatMoney, formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { isTenderKind, type SaleNames } from '../../receipt/receipt-of-sale.ts'
import { Fact } from '../../ui/fact.tsx'

/** What each day brought: a card for each day, store and currency. */
export function DayTotals(props: {
  readonly days: readonly DailyTotals[]
  readonly names: SaleNames
}): JSX.Element {
  return (
    <ul class="sales-days">
      <For each={props.days}>{day => <DayCard day={day} store={props.names.store(day.store).name} />}</For>
    </ul>
  )
}

function DayCard(props: { readonly day: DailyTotals; readonly store: string }): JSX.Element {
  const money = (minor: number) => formatMoney(minor, parseCurrency(props.day.currency) ?? NO_CURRENCY)
  return (
    <li class="office-card sales-day-card" data-day={props.day.day}>
      <header class="sales-day-card__head">
        <div>
          <h2>{dayWords(props.day.day)}</h2>
          <span class="office-muted">
            {props.store} · {t('office.sales.count', { count: props.day.sales })}
            <Show when={props.day.returns > 0}>
              {' · '}
              {t('office.sales.returns', { count: props.day.returns })}
            </Show>
          </span>
        </div>
        <strong class="sales-day-card__total tabular">{money(props.day.total)}</strong>
      </header>
      <dl class="sales-facts">
        <Show when={props.day.soldOntoAccounts !== 0}>
          <Fact name={t('office.sales.soldOntoAccounts')} value={money(props.day.soldOntoAccounts)} />
        </Show>
        <For each={props.day.taxes}>
          {tax => (
            <Fact
              name={t(tax.included ? 'office.sales.taxIncluded' : 'office.sales.taxAdded', {
                name: tax.name,
                rate: formatRate(tax.rateMillionths),
                net: money(tax.net),
              })}
              value={money(tax.tax)}
            />
          )}
        </For>
        <For each={props.day.tenders}>
          {tender => <Fact name={tenderWords(tender.kind)} value={money(tender.amount)} />}
        </For>
        <Show when={props.day.change !== 0}>
          <Fact name={t('office.sales.changeGiven')} value={money(-props.day.change)} />
        </Show>
      </dl>
    </li>
  )
}

/** A business day has no time and no zone. */
function dayWords(day: string): string {
  return formatDate(Date.parse(`${day}T00:00:00Z`), 'date', 'UTC')
}

function tenderWords(kind: string): string {
  return isTenderKind(kind) ? t(`till.tender.${kind}`) : kind
}
