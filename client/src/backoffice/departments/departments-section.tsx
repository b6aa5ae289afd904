import {
  type Department,
  type DepartmentId,
  departmentFields,
  validateDepartmentField,
} from '@evertill/crdt-model'
import Layers from 'lucide-solid/icons/layers'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { DepartmentRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Initial } from '../../ui/initial.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { type Office, useOffice } from '../office-context.tsx'
import { OrderedSection } from '../ordered-section.tsx'
import { PlaceActions } from '../place-actions.tsx'
import { newId, type Write, type WriteTarget, writeRecords } from '../record-write.ts'

/** The departments of a catalog, in the order of the till's tabs. */
export function DepartmentsSection(): JSX.Element {
  const office = useOffice()
  const add = (name: string, place: number) => {
    // The golden angle keeps the hues of neighbours apart, however many follow.
    const hue = Math.round((place * 137.5) % 360)
    const fields = departmentFields({ name, hue, order: place, archived: false })
    return write(office, [{ record: newId<DepartmentId>(), fields }])
  }
  return (
    <OrderedSection
      title={t('office.departments.title')}
      intro={t('office.departments.intro')}
      rows={office.departments()}
      list="office-rows"
      empty={{
        icon: Layers,
        title: t('office.departments.emptyTitle'),
        text: t('office.departments.emptyText'),
      }}
      add={{
        label: t('office.departments.newName'),
        action: t('office.departments.add'),
        name: 'department',
        validate: name => validateDepartmentField('name', name),
        run: add,
      }}
    >
      {(row, rows) => <DepartmentItem row={row()} rows={rows()} />}
    </OrderedSection>
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

function write(office: Office, writes: readonly Write[]): Promise<boolean> {
  const catalog = office.catalog()
  if (catalog === undefined) return Promise.resolve(false)
  const target: WriteTarget = { document: `catalog/${catalog.id}`, log: 'departments' }
  return writeRecords(office.replica, target, writes)
}
