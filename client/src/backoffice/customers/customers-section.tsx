import { type CustomerId, forgottenFields } from '@evertill/crdt-model'
import Download from 'lucide-solid/icons/download'
import FileUp from 'lucide-solid/icons/file-up'
import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import Users from 'lucide-solid/icons/users'
import { Switch as Choose, createMemo, createSignal, For, type JSX, Match, Show } from 'solid-js'
import { formatMoney, formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { findCustomers } from '../../local/find-customers.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ListState } from '../list-state.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { writeRecords } from '../record-write.ts'
import { CustomerEditor } from './customer-editor.tsx'
import { CustomerGroups } from './customer-groups.tsx'
import { CustomersImport } from './customers-import.tsx'
import './customers.css'
import { CUSTOMERS, customerCurrency } from './customer-target.ts'
import { exportCustomers } from './export-customers.ts'
import { NewCustomerSheet } from './new-customer-sheet.tsx'
import { OwingCustomers } from './owing-customers.tsx'

/** So many are drawn; the search finds the others. */
const SHOWN = 100

/** The customers of the shop: found, edited, grouped, read from lists, and forgotten. */
export function CustomersSection(): JSX.Element {
  const [importing, setImporting] = createSignal(false)
  return (
    <Choose>
      <Match when={importing()}>
        <CustomersImport onBack={() => setImporting(false)} />
      </Match>
      <Match when={!importing()}>
        <CustomersList onImport={() => setImporting(true)} />
      </Match>
    </Choose>
  )
}

function CustomersList(props: { readonly onImport: () => void }): JSX.Element {
  const office = useOffice()
  const [text, setText] = createSignal('')
  const [withArchived, setWithArchived] = createSignal(false)
  const [editing, setEditing] = createSignal<CustomerId>()
  const [adding, setAdding] = createSignal(false)
  const found = createLiveQuery(() => findCustomers(office.database, text(), SHOWN, withArchived()))
  const groupNames = createMemo(() => new Map(office.customerGroups()?.map(row => [row.id, row.name])))
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.customers.title')}
        intro={t('customers.office.intro')}
        actions={
          <>
            <Button icon={FileUp} onClick={() => props.onImport()}>
              {t('customers.office.import')}
            </Button>
            <Button icon={Download} onClick={() => void exportCustomers(office)}>
              {t('customers.office.export')}
            </Button>
            <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
              {t('customers.office.add')}
            </Button>
          </>
        }
      />
      <LateNotice />
      <div class="office-customers__tools">
        <div class="ui-input-group office-customers__search">
          <span class="ui-input-group__sign">
            <Icon of={Search} size="small" />
          </span>
          <input
            class="ui-input"
            type="search"
            autocomplete="off"
            aria-label={t('customers.office.search')}
            placeholder={t('customers.search.label')}
            value={text()}
            onInput={event => setText(event.currentTarget.value)}
          />
        </div>
        <span class="office-muted tabular">
          {t('customers.office.count', { count: found()?.total ?? 0 })}
        </span>
      </div>
      <ListState
        rows={found()?.rows}
        empty={
          <EmptyState
            icon={Users}
            title={t(text().trim() === '' ? 'customers.office.emptyTitle' : 'customers.office.nobodyTitle')}
          >
            {t(text().trim() === '' ? 'customers.office.emptyText' : 'customers.office.nobodyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <For each={found()?.rows}>
            {row => (
              <Row
                row={row}
                group={row.group === null ? '' : (groupNames().get(row.group) ?? '')}
                onOpen={() => setEditing(row.id)}
              />
            )}
          </For>
        </ul>
        <Show when={(found()?.total ?? 0) > SHOWN}>
          <p class="office-muted">
            {t('customers.office.shown', {
              shown: formatNumber(SHOWN),
              total: formatNumber(found()?.total ?? 0),
            })}
          </p>
        </Show>
      </ListState>
      <Switch
        label={t('customers.office.showArchived')}
        checked={withArchived()}
        onChecked={setWithArchived}
      />
      <OwingCustomers onOpen={setEditing} />
      <CustomerGroups />
      <Show when={editing()} keyed>
        {id => <CustomerEditor id={id} onClose={() => setEditing(undefined)} />}
      </Show>
      <Show when={adding()}>
        <NewCustomerSheet
          onClose={() => setAdding(false)}
          onAdded={id => {
            setAdding(false)
            setEditing(id)
          }}
        />
      </Show>
    </section>
  )
}

function Row(props: {
  readonly row: CustomerRow
  readonly group: string
  readonly onOpen: () => void
}): JSX.Element {
  const office = useOffice()
  const reach = () =>
    [props.row.number, props.row.phone, props.row.email].filter(each => each !== '').join(' · ')
  return (
    <li data-customer={props.row.id}>
      <button
        type="button"
        class="office-customers__row"
        classList={{ 'office-row--archived': props.row.archived }}
        onClick={() => props.onOpen()}
      >
        <Initial name={props.row.name} />
        <span class="office-customers__who">
          <strong>{props.row.name}</strong>
          <span class="office-muted">{reach()}</span>
        </span>
        <span class="office-customers__terms">
          <Show when={props.group !== ''}>
            <Badge>{props.group}</Badge>
          </Show>
          <Show when={props.row.exemption}>
            <Badge tone="accent">{t('customers.office.exempt')}</Badge>
          </Show>
          <Show when={props.row.creditLimit !== null ? props.row.creditLimit : undefined}>
            {limit => (
              <Badge>
                {t('customers.office.onAccount', { amount: formatMoney(limit(), customerCurrency(office)) })}
              </Badge>
            )}
          </Show>
          <Show when={props.row.archived}>
            <Badge>{t('customers.office.archived')}</Badge>
          </Show>
          <Show when={props.row.conflicts.length > 0}>
            <Badge tone="warning">{t('office.conflicts.inCell')}</Badge>
          </Show>
        </span>
      </button>
    </li>
  )
}

/** Something of a forgotten customer came from a device that was offline: shown nowhere, and to be erased too. */
function LateNotice(): JSX.Element {
  const office = useOffice()
  const late = createLiveQuery(async () => {
    const row = await office.database.meta.get('lateCustomers')
    return row?.key === 'lateCustomers' ? row.value : []
  })
  const erase = async () => {
    const writes = (late() ?? []).map(record => ({ record, fields: forgottenFields() }))
    if (await writeRecords(office.replica, CUSTOMERS, writes)) {
      showToast({ text: t('customers.office.lateDone') })
    }
  }
  return (
    <Show when={late()?.length}>
      {count => (
        <Notice
          kind="warning"
          title={t('customers.office.late', { count: count() })}
          actions={<Button onClick={() => void erase()}>{t('customers.office.lateAction')}</Button>}
        >
          {t('customers.office.lateText')}
        </Notice>
      )}
    </Show>
  )
}
