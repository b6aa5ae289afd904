import {
  type CustomerGroup,
  type CustomerGroupId,
  customerGroupFields,
  validateCustomerGroupField,
} from '@evertill/crdt-model'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { CustomerGroupRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Button } from '../../ui/button.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { NameForm } from '../name-form.tsx'
import { useOffice } from '../office-context.tsx'
import { newId, writeRecords } from '../record-write.ts'
import { CUSTOMER_GROUPS } from './customer-target.ts'

/** The groups that promotions and price lists can be for. Only who may change the settings changes them. */
export function CustomerGroups(): JSX.Element {
  const office = useOffice()
  const members = createLiveQuery(async () => {
    const counts = new Map<string, number>()
    await office.database.customers.each(({ group, archived }) => {
      if (group !== null && !archived) counts.set(group, (counts.get(group) ?? 0) + 1)
    })
    return counts
  })
  return (
    <section class="office-card" aria-label={t('customers.office.groupsTitle')}>
      <div>
        <h2>{t('customers.office.groupsTitle')}</h2>
        <p class="office-muted">{t('customers.office.groupsIntro')}</p>
      </div>
      <Show
        when={(office.customerGroups()?.length ?? 0) > 0}
        fallback={<p class="office-muted">{t('customers.office.noGroups')}</p>}
      >
        <ul class="office-rows">
          <ForRecords rows={office.customerGroups()}>
            {row => <GroupItem row={row()} members={members()?.get(row().id) ?? 0} />}
          </ForRecords>
        </ul>
      </Show>
      <Show when={office.mayEdit(CUSTOMER_GROUPS.document)}>
        <NewGroup />
      </Show>
    </section>
  )
}

function GroupItem(props: { readonly row: CustomerGroupRow; readonly members: number }): JSX.Element {
  const office = useOffice()
  const mayEdit = () => office.mayEdit(CUSTOMER_GROUPS.document)
  const change = (values: Partial<CustomerGroup>) =>
    void writeRecords(office.replica, CUSTOMER_GROUPS, [
      { record: props.row.id, fields: customerGroupFields(values) },
    ])
  return (
    <li class="office-row" classList={{ 'office-row--archived': props.row.archived }}>
      <div class="office-row__main">
        <Show when={mayEdit()} fallback={<strong>{props.row.name}</strong>}>
          <InlineName
            value={props.row.name}
            label={t('customers.office.groupName')}
            validate={text => validateCustomerGroupField('name', text)}
            onSave={name => change({ name })}
          />
        </Show>
      </div>
      <span class="office-muted tabular">{t('customers.office.groupMembers', { count: props.members })}</span>
      <Show when={mayEdit()}>
        <Button
          icon={props.row.archived ? ArchiveRestore : Archive}
          onClick={() => change({ archived: !props.row.archived })}
        >
          {props.row.archived ? t('customers.office.restore') : t('customers.office.archive')}
        </Button>
      </Show>
      <FieldConflicts log="customerGroups" record={props.row.id} />
    </li>
  )
}

function NewGroup(): JSX.Element {
  const office = useOffice()
  const add = (name: string) => {
    const fields = customerGroupFields({ name, archived: false })
    return writeRecords(office.replica, CUSTOMER_GROUPS, [{ record: newId<CustomerGroupId>(), fields }])
  }
  return (
    <NameForm
      label={t('customers.office.groupName')}
      action={t('customers.office.groupAdd')}
      validate={name => validateCustomerGroupField('name', name)}
      onAdd={add}
      name="group"
      quiet
    />
  )
}
