import {
  type Department,
  type DepartmentId,
  departmentFields,
  validateDepartmentField,
} from '@evertill/crdt-model'
import Layers from 'lucide-solid/icons/layers'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { DepartmentRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { ListState } from '../list-state.tsx'
import { NameForm } from '../name-form.tsx'
import { type Office, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { PlaceActions } from '../place-actions.tsx'
import { newId, type Write, type WriteTarget, writeRecords } from '../record-write.ts'

/** The departments of a catalog, in the order of the till's tabs. */
export function DepartmentsSection(): JSX.Element {
  const office = useOffice()
  const [withArchived, setWithArchived] = createSignal(false)
  const rows = createMemo(() =>
    office
      .departments()
      ?.filter(row => row.catalog === office.catalog()?.id && (withArchived() || !row.archived)),
  )
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.departments.title')}
        intro={t('office.departments.intro')}
        actions={<CatalogPicker />}
      />
      {/* Behind all others: once it is known which there are. */}
      <Show when={rows()}>{known => <NewDepartment place={known().length} />}</Show>
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={Layers} title={t('office.departments.emptyTitle')}>
            {t('office.departments.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <ForRecords rows={rows()}>{row => <DepartmentItem row={row()} rows={rows()} />}</ForRecords>
        </ul>
      </ListState>
      <Switch
        label={t('office.departments.showArchived')}
        checked={withArchived()}
        onChecked={setWithArchived}
      />
    </section>
  )
}

function DepartmentItem(props: {
  readonly row: DepartmentRow
  readonly rows: readonly DepartmentRow[] | undefined
}): JSX.Element {
  const office = useOffice()
  const count = createLiveQuery(() =>
    office.database.products.where('department').equals(props.row.id).count(),
  )
  const change = (values: Partial<Department>) =>
    void write(office, [{ record: props.row.id, fields: departmentFields(values) }])
  return (
    <li
      class="office-row"
      classList={{ 'office-row--archived': props.row.archived }}
      data-department={props.row.id}
    >
      <div class="office-row__main">
        <Initial name={props.row.name} hue={props.row.hue} />
        <InlineName
          value={props.row.name}
          label={t('office.departments.newName')}
          validate={text => validateDepartmentField('name', text)}
          onSave={name => change({ name })}
        />
      </div>
      <span class="office-muted tabular">{t('office.departments.products', { count: count() ?? 0 })}</span>
      <div class="office-row__actions">
        <input
          type="range"
          class="tinted department-hue"
          style={{ '--hue': String(props.row.hue) }}
          min="0"
          max="359"
          aria-label={t('office.departments.hue', { name: props.row.name })}
          value={props.row.hue}
          onChange={event => change({ hue: event.currentTarget.valueAsNumber })}
        />
        <PlaceActions
          row={props.row}
          rows={props.rows}
          onPlaces={places =>
            void write(
              office,
              places.map(({ row, order }) => ({ record: row.id, fields: departmentFields({ order }) })),
            )
          }
          onArchived={archived => change({ archived })}
        />
      </div>
      <FieldConflicts log="departments" record={props.row.id} />
    </li>
  )
}

function NewDepartment(props: { readonly place: number }): JSX.Element {
  const office = useOffice()
  const add = (name: string) => {
    // The golden angle keeps the hues of neighbours apart, however many follow.
    const hue = Math.round((props.place * 137.5) % 360)
    const fields = departmentFields({ name, hue, order: props.place, archived: false })
    return write(office, [{ record: newId<DepartmentId>(), fields }])
  }
  return (
    <Show when={office.catalog()}>
      <NameForm
        label={t('office.departments.newName')}
        action={t('office.departments.add')}
        validate={name => validateDepartmentField('name', name)}
        onAdd={add}
        name="department"
      />
    </Show>
  )
}

function write(office: Office, writes: readonly Write[]): Promise<boolean> {
  const catalog = office.catalog()
  if (catalog === undefined) return Promise.resolve(false)
  const target: WriteTarget = { document: `catalog/${catalog.id}`, log: 'departments' }
  return writeRecords(office.replica, target, writes)
}
