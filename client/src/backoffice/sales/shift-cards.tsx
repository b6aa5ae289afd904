import { NO_CURRENCY, parseCurrency, type ShiftSummary } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { isTenderKind, type SaleNames } from '../../receipt/receipt-of-sale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Fact } from '../../ui/fact.tsx'

interface ShiftCardsProps {
  readonly names: SaleNames
  readonly timeZone: (store: string) => string | undefined
}

/** The shifts of drawers: what was sold, what should have been there, what was, and why not. */
export function ShiftCards(
  props: ShiftCardsProps & { readonly shifts: readonly ShiftSummary[] },
): JSX.Element {
  return (
    <ul class="sales-days">
      <For each={props.shifts}>
        {shift => <ShiftCard shift={shift} names={props.names} timeZone={props.timeZone} />}
      </For>
    </ul>
  )
}

function ShiftCard(props: ShiftCardsProps & { readonly shift: ShiftSummary }): JSX.Element {
  const when = (at: number) => formatDate(at, 'date-time', props.timeZone(props.shift.store))
  return (
    <li class="office-card sales-day-card" data-shift={props.shift.id}>
      <header class="sales-day-card__head">
        <div>
          <h2>
            {props.names.till(props.shift.till)} · {t('office.shifts.shift', { shift: props.shift.shift })}
          </h2>
          <span class="office-muted">
            {props.names.store(props.shift.store).name} ·{' '}
            {t('office.shifts.opened', {
              time: when(props.shift.openedAt),
              name: props.names.cashier(props.shift.openedBy),
            })}
            <Show when={props.shift.closedAt}>
              {at => (
                <>
                  {' · '}
                  {t('office.shifts.closed', {
                    time: when(at()),
                    name: props.names.cashier(props.shift.closedBy),
                  })}
                </>
              )}
            </Show>
          </span>
        </div>
        <StateBadge shift={props.shift} />
      </header>
      <For each={props.shift.sales}>{sales => <Sales sales={sales} />}</For>
      <For each={props.shift.drawers}>{drawer => <Drawer drawer={drawer} />}</For>
      <Show when={props.shift.reason !== ''}>
        <p class="sales-shift__reason">{t('office.shifts.reason', { reason: props.shift.reason })}</p>
      </Show>
    </li>
  )
}

function StateBadge(props: { readonly shift: ShiftSummary }): JSX.Element {
  const isOff = () => props.shift.drawers.some(({ overShort }) => overShort !== null && overShort !== 0)
  return (
    <Show
      when={props.shift.state === 'closed' && !isOff()}
      fallback={
        <Badge tone={props.shift.state === 'open' ? 'neutral' : 'warning'}>
          {t(props.shift.state === 'closed' ? 'office.shifts.off' : `office.shifts.${props.shift.state}`)}
        </Badge>
      }
    >
      <Badge tone="positive">{t('office.shifts.exact')}</Badge>
    </Show>
  )
}

function Sales(props: { readonly sales: ShiftSummary['sales'][number] }): JSX.Element {
  const money = moneyIn(() => props.sales.currency)
  return (
    <dl class="sales-facts">
      <Fact
        name={`${t('office.sales.count', { count: props.sales.count })}${
          props.sales.returns === 0 ? '' : ` · ${t('office.sales.returns', { count: props.sales.returns })}`
        }`}
        value={money(props.sales.total)}
        class="sales-facts__strong"
      />
      <Show when={props.sales.soldOntoAccounts !== 0}>
        <Fact name={t('office.sales.soldOntoAccounts')} value={money(props.sales.soldOntoAccounts)} />
      </Show>
      <For each={props.sales.tenders}>
        {({ kind, amount }) => (
          <Fact name={isTenderKind(kind) ? t(`till.tender.${kind}`) : kind} value={money(amount)} />
        )}
      </For>
    </dl>
  )
}

function Drawer(props: { readonly drawer: ShiftSummary['drawers'][number] }): JSX.Element {
  const money = moneyIn(() => props.drawer.currency)
  const unlessNone = (name: string, amount: number) => (
    <Show when={amount !== 0}>
      <Fact name={name} value={money(amount)} />
    </Show>
  )
  return (
    <dl class="sales-facts" data-drawer={props.drawer.currency}>
      <Fact name={t('office.shifts.float')} value={money(props.drawer.float)} />
      {unlessNone(t('office.shifts.taken'), props.drawer.taken)}
      {unlessNone(t('office.shifts.cashIn'), props.drawer.cashIn)}
      {unlessNone(t('office.shifts.cashOut'), -props.drawer.cashOut)}
      {unlessNone(t('office.shifts.drops'), -props.drawer.drops)}
      <Fact name={t('office.shifts.expected')} value={money(props.drawer.expected)} />
      <Show when={props.drawer.counted !== null}>
        <Fact name={t('office.shifts.counted')} value={money(props.drawer.counted ?? 0)} />
        {unlessNone(
          t((props.drawer.overShort ?? 0) > 0 ? 'office.shifts.over' : 'office.shifts.short'),
          props.drawer.overShort ?? 0,
        )}
      </Show>
    </dl>
  )
}

function moneyIn(currency: () => string): (minor: number) => string {
  return minor => formatMoney(minor, parseCurrency(currency()) ?? NO_CURRENCY)
}
