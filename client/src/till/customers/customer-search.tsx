import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import Users from 'lucide-solid/icons/users'
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from 'solid-js'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { findCustomers, recentCustomers } from '../../local/find-customers.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { useTill } from '../till-context.tsx'

/** So many are shown; who is not among them is found by another letter. */
const SHOWN = 30
const RECENT = 6

export interface CustomerSearchProps {
  readonly onDone: () => void
  readonly onNew: (typed: string) => void
}

/** Customers by name, number, phone or e-mail: who was served lately first, while nothing is typed. */
export function CustomerSearch(props: CustomerSearchProps): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const [text, setText] = createSignal('')
  let field: HTMLInputElement | undefined
  onMount(() => field?.focus())
  const found = createLiveQuery(async () => {
    const typed = text()
    const [answer, recent] = await Promise.all([
      findCustomers(database, typed, SHOWN),
      typed.trim() === '' ? recentCustomers(database, RECENT) : [],
    ])
    return { ...answer, recent, typed }
  })
  const rows = createMemo<readonly CustomerRow[]>(() => {
    const { rows: all = [], recent = [] } = found() ?? {}
    const first = new Set(recent.map(row => row.id))
    return [...recent, ...all.filter(row => !first.has(row.id))]
  })
  const attach = (row: CustomerRow) => {
    void till.customers.attach(row)
    props.onDone()
  }
  // A card is scanned: whose it is, is attached; a number that nobody has is searched for.
  createEffect(
    on(till.customers.scanned, code => {
      if (code === null) return
      void till.customers.takeCard(code).then(taken => (taken ? props.onDone() : setText(code)))
    }),
  )
  const isEmpty = () => found() !== undefined && rows().length === 0
  return (
    <div class="customers">
      <form
        class="ui-input-group"
        onSubmit={event => {
          event.preventDefault()
          const [first] = rows()
          // Not what an earlier text had found.
          if (first !== undefined && text().trim() !== '' && found()?.typed === text()) attach(first)
        }}
      >
        <span class="ui-input-group__sign">
          <Icon of={Search} />
        </span>
        <input
          ref={field}
          class="ui-input customers__field"
          type="search"
          autocomplete="off"
          aria-label={t('customers.search.label')}
          placeholder={t('customers.search.label')}
          value={text()}
          onInput={event => setText(event.currentTarget.value)}
        />
      </form>
      <Button size="till" wide icon={Plus} onClick={() => props.onNew(text())}>
        {text().trim() === ''
          ? t('customers.search.new')
          : t('customers.search.newNamed', { text: text().trim() })}
      </Button>
      <Show when={isEmpty()}>
        <EmptyState
          icon={Users}
          title={
            text().trim() === ''
              ? t('customers.search.emptyTitle')
              : t('customers.search.nobody', { text: text().trim() })
          }
        >
          {text().trim() === '' ? t('customers.search.emptyText') : t('customers.search.nobodyText')}
        </EmptyState>
      </Show>
      <Show when={(found()?.recent.length ?? 0) > 0}>
        <h3 class="customers__heading">{t('customers.search.recent')}</h3>
      </Show>
      <ul class="customers__list">
        <For each={rows()}>
          {row => (
            <li>
              <button type="button" class="customers__row" data-customer={row.id} onClick={() => attach(row)}>
                <Initial name={row.name} />
                <span class="customers__who">
                  <strong>{row.name}</strong>
                  <span class="customers__how">{howToReach(row)}</span>
                </span>
                <Show when={row.exemption}>
                  <Badge tone="accent">{t('till.customer.exempt')}</Badge>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={(found()?.total ?? 0) > SHOWN}>
        <p class="customers__more">
          {t('customers.search.more', { count: (found()?.total ?? 0) - SHOWN, shown: formatNumber(SHOWN) })}
        </p>
      </Show>
    </div>
  )
}

function howToReach({ number, phone, email }: CustomerRow): string {
  return [number, phone, phone === '' ? email : ''].filter(each => each !== '').join(' · ')
}
