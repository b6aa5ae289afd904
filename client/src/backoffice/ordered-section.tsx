import type { RecordFieldProblem } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForRecords } from '../ui/for-records.tsx'
import type { IconComponent } from '../ui/icon.tsx'
import { Switch } from '../ui/switch.tsx'
import { CatalogPicker } from './catalog-picker.tsx'
import { ListState } from './list-state.tsx'
import { NameForm } from './name-form.tsx'
import { useOffice } from './office-context.tsx'
import { SectionHeader } from './office-gate.tsx'

/** Something of a catalog that has a place among others of its kind, and may be archived. */
interface OrderedRow {
  readonly id: string
  readonly catalog: string
  readonly archived: boolean
}

export interface OrderedSectionProps<Row extends OrderedRow> {
  readonly title: string
  readonly intro: string
  /** Of all catalogs, in their order; undefined until they are read. */
  readonly rows: readonly Row[] | undefined
  readonly list: 'office-rows' | 'office-cards'
  readonly empty: { readonly icon: IconComponent; readonly title: string; readonly text: string }
  readonly add: {
    readonly label: string
    readonly action: string
    /** Of the field, for browsers that fill in forms. */
    readonly name?: string
    readonly validate: (name: string) => RecordFieldProblem | null
    /** @param place behind all that are shown */
    readonly run: (name: string, place: number) => Promise<boolean>
  }
  readonly children: (row: Accessor<Row>, rows: Accessor<readonly Row[] | undefined>) => JSX.Element
}

/** A section of what a catalog has in an order of its own: new ones by their name, the archived on request. */
export function OrderedSection<Row extends OrderedRow>(props: OrderedSectionProps<Row>): JSX.Element {
  const office = useOffice()
  const [withArchived, setWithArchived] = createSignal(false)
  const rows = createMemo(() =>
    props.rows?.filter(row => row.catalog === office.catalog()?.id && (withArchived() || !row.archived)),
  )
  return (
    <section class="office-section">
      <SectionHeader title={props.title} intro={props.intro} actions={<CatalogPicker />} />
      {/* Behind all others: once it is known which there are. */}
      <Show when={office.catalog() && rows()}>
        {known => (
          <NameForm
            label={props.add.label}
            action={props.add.action}
            validate={props.add.validate}
            onAdd={name => props.add.run(name, known().length)}
            {...(props.add.name === undefined ? {} : { name: props.add.name })}
          />
        )}
      </Show>
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={props.empty.icon} title={props.empty.title}>
            {props.empty.text}
          </EmptyState>
        }
      >
        <ul class={props.list}>
          <ForRecords rows={rows()}>{row => props.children(row, rows)}</ForRecords>
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
