import type { DailyTotals, SaleSummary, ShiftSummary } from '@evertill/crdt-model'
import { useSearchParams } from '@solidjs/router'
import Download from 'lucide-solid/icons/download'
import Inbox from 'lucide-solid/icons/inbox'
import ReceiptText from 'lucide-solid/icons/receipt-text'
import SearchX from 'lucide-solid/icons/search-x'
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from 'solid-js'
import { listDailyTotals, listSales, listShifts, salesFilePath } from '../../api/reports-api.ts'
import type { QueryValues } from '../../api/with-query.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { SaleNames } from '../../receipt/receipt-of-sale.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { byName, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { createPages, paged } from '../pages/create-pages.ts'
import { PagesView } from '../pages/pages-view.tsx'
import { createSaleNames } from './create-sale-names.ts'
import { DayTotals } from './day-totals.tsx'
import { SaleSheet } from './sale-sheet.tsx'
import { firstFilter, isNarrowed, type SalesFilter, salesQueryOf, totalsQueryOf } from './sales-filter.ts'
import { localOffset, SalesFilters } from './sales-filters.tsx'
import { SalesList } from './sales-list.tsx'
import { ShiftCards } from './shift-cards.tsx'
import './sales.css'

/** New sales appear this often by themselves, milliseconds. */
const REFRESH_MS = 15_000
/** Whoever types a receipt's number asks when they pause. */
const TYPING_MS = 250

type View = 'sales' | 'days' | 'shifts'

/** What was sold: found, looked at receipt by receipt, added up by day, taken away as a file. */
export function SalesSection(): JSX.Element {
  const office = useOffice()
  const [query, setQuery] = useSearchParams<{ sale?: string }>()
  const [filter, setFilter] = createSignal<SalesFilter>(firstFilter(Date.now(), localOffset()))
  const [view, setView] = createSignal<View>('sales')
  const settled = createSettled(filter)
  const people = createLiveQuery(() => office.database.people.toArray().then(rows => rows.sort(byName)))
  const names = createSaleNames(office, people)
  const timeZone = (store: string) => office.stores()?.find(each => each.id === store)?.timeZone
  return (
    <section class="office-section office-section--full">
      <SectionHeader
        title={t('office.sales.title')}
        intro={t('office.sales.intro')}
        actions={<ExportButton query={salesQueryOf(filter())} />}
      />
      <fieldset class="products-filters" aria-label={t('office.sales.view')}>
        <Chip selected={view() === 'sales'} onSelect={() => setView('sales')}>
          {t('office.sales.viewSales')}
        </Chip>
        <Chip selected={view() === 'days'} onSelect={() => setView('days')}>
          {t('office.sales.viewDays')}
        </Chip>
        <Chip selected={view() === 'shifts'} onSelect={() => setView('shifts')}>
          {t('office.sales.viewShifts')}
        </Chip>
      </fieldset>
      <SalesFilters
        filter={filter()}
        people={people() ?? []}
        forTotals={view() !== 'sales'}
        onFilter={setFilter}
      />
      <Switch>
        <Match when={view() === 'sales'}>
          <SalesView
            filter={settled()}
            names={names}
            timeZone={timeZone}
            onFilter={setFilter}
            onOpen={sale => setQuery({ sale })}
          />
        </Match>
        <Match when={view() === 'days'}>
          <DaysView filter={settled()} names={names} onFilter={setFilter} />
        </Match>
        <Match when={view() === 'shifts'}>
          <ShiftsView filter={settled()} names={names} timeZone={timeZone} onFilter={setFilter} />
        </Match>
      </Switch>
      <Show when={query.sale} keyed>
        {id => (
          <SaleSheet
            id={id}
            names={names}
            timeZone={timeZone}
            onOpen={other => setQuery({ sale: other })}
            onClose={() => setQuery({ sale: undefined })}
          />
        )}
      </Show>
    </section>
  )
}

interface ViewProps {
  readonly filter: SalesFilter
  readonly names: SaleNames
  readonly onFilter: (filter: SalesFilter) => void
}

function SalesView(
  props: ViewProps & {
    readonly timeZone: (store: string) => string | undefined
    readonly onOpen: (id: string) => void
  },
): JSX.Element {
  const pages = createPages<QueryValues, SaleSummary>(
    createMemo(() => salesQueryOf(props.filter), undefined, { equals: sameQuery }),
    async (query, cursor) => paged(await listSales({ ...query, cursor }), reply => reply.sales),
    REFRESH_MS,
  )
  return (
    <PagesView pages={pages} empty={<NoSales filter={props.filter} onFilter={props.onFilter} />}>
      {sales => (
        <SalesList sales={sales} names={props.names} timeZone={props.timeZone} onOpen={props.onOpen} />
      )}
    </PagesView>
  )
}

function DaysView(props: ViewProps): JSX.Element {
  const pages = createPages<QueryValues, DailyTotals>(
    createMemo(() => totalsQueryOf(props.filter), undefined, { equals: sameQuery }),
    async (query, cursor) => paged(await listDailyTotals({ ...query, cursor }), reply => reply.days),
    REFRESH_MS,
  )
  return (
    <PagesView pages={pages} empty={<NoSales filter={props.filter} onFilter={props.onFilter} />}>
      {days => <DayTotals days={days} names={props.names} />}
    </PagesView>
  )
}

function ShiftsView(
  props: ViewProps & { readonly timeZone: (store: string) => string | undefined },
): JSX.Element {
  const pages = createPages<QueryValues, ShiftSummary>(
    createMemo(() => totalsQueryOf(props.filter), undefined, { equals: sameQuery }),
    async (query, cursor) => paged(await listShifts({ ...query, cursor }), reply => reply.shifts),
    REFRESH_MS,
  )
  return (
    <PagesView
      pages={pages}
      empty={
        <EmptyState icon={Inbox} title={t('office.shifts.emptyTitle')}>
          {t('office.shifts.emptyText')}
        </EmptyState>
      }
    >
      {shifts => <ShiftCards shifts={shifts} names={props.names} timeZone={props.timeZone} />}
    </PagesView>
  )
}

function sameQuery(a: QueryValues, b: QueryValues): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The filter as it is after a pause in typing. */
function createSettled(filter: () => SalesFilter): () => SalesFilter {
  const [settled, setSettled] = createSignal(filter())
  let timer: number | undefined
  createEffect(
    on(
      filter,
      now => {
        clearTimeout(timer)
        if (now.receipt === settled().receipt) setSettled(now)
        else timer = window.setTimeout(() => setSettled(now), TYPING_MS)
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  return settled
}

/** A link, so that the browser writes the file as it comes, however long it is. */
function ExportButton(props: { readonly query: QueryValues }): JSX.Element {
  const office = useOffice()
  const download = () => {
    const link = document.createElement('a')
    link.href = salesFilePath(props.query)
    link.download = ''
    link.click()
  }
  return (
    <Button
      icon={Download}
      unavailable={!office.replica.status().online && t('office.sales.exportOffline')}
      onClick={download}
    >
      {t('office.sales.export')}
    </Button>
  )
}

function NoSales(props: {
  readonly filter: SalesFilter
  readonly onFilter: (filter: SalesFilter) => void
}): JSX.Element {
  const everything = () => ({ ...firstFilter(Date.now(), localOffset()), from: '' })
  const isEverything = () => !isNarrowed(props.filter) && props.filter.from === '' && props.filter.to === ''
  return (
    <Show
      when={isEverything()}
      fallback={
        <EmptyState
          icon={SearchX}
          title={t('office.sales.noMatchTitle')}
          action={<Button onClick={() => props.onFilter(everything())}>{t('office.sales.showAll')}</Button>}
        >
          {t('office.sales.noMatchText')}
        </EmptyState>
      }
    >
      <EmptyState icon={ReceiptText} title={t('office.sales.emptyTitle')}>
        {t('office.sales.emptyText')}
      </EmptyState>
    </Show>
  )
}
