import {
  type QuickPage,
  type QuickPageId,
  quickPageFields,
  validateQuickPageField,
} from '@evertill/crdt-model'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { QuickPageRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
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
import { PageTiles } from './page-tiles.tsx'

/** The pages of tiles that tills of a catalog show first, as a manager lays them out. */
export function QuickPagesSection(): JSX.Element {
  const office = useOffice()
  const [withArchived, setWithArchived] = createSignal(false)
  const all = createLiveQuery(() => office.database.quickPages.toArray())
  const rows = createMemo(() =>
    all()
      ?.filter(row => row.catalog === office.catalog()?.id && (withArchived() || !row.archived))
      .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name)),
  )
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.quickPages.title')}
        intro={t('office.quickPages.intro')}
        actions={<CatalogPicker />}
      />
      {/* Behind all others: once it is known which there are. */}
      <Show when={rows()}>{known => <NewPage place={known().length} />}</Show>
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={LayoutGrid} title={t('office.quickPages.emptyTitle')}>
            {t('office.quickPages.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-cards">
          <ForRecords rows={rows()}>{row => <PageCard row={row()} rows={rows()} />}</ForRecords>
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

function PageCard(props: {
  readonly row: QuickPageRow
  readonly rows: readonly QuickPageRow[] | undefined
}): JSX.Element {
  const office = useOffice()
  const change = (values: Partial<QuickPage>) =>
    void write(office, [{ record: props.row.id, fields: quickPageFields(values) }])
  return (
    <li class="office-card quick-page" data-quick-page={props.row.id}>
      <div class="quick-page__head">
        <InlineName
          value={props.row.name}
          label={t('office.quickPages.name')}
          validate={text => validateQuickPageField('name', text)}
          onSave={name => change({ name })}
        />
        <div class="office-row__actions">
          <PlaceActions
            row={props.row}
            rows={props.rows}
            onPlaces={places =>
              void write(
                office,
                places.map(({ row, order }) => ({ record: row.id, fields: quickPageFields({ order }) })),
              )
            }
            onArchived={archived => change({ archived })}
          />
        </div>
      </div>
      <Show when={!props.row.archived}>
        <PageTiles row={props.row} onTiles={tiles => change({ tiles })} />
      </Show>
      <FieldConflicts log="quickPages" record={props.row.id} />
    </li>
  )
}

function NewPage(props: { readonly place: number }): JSX.Element {
  const office = useOffice()
  const add = (name: string) => {
    const fields = quickPageFields({ name, order: props.place, tiles: [], archived: false })
    return write(office, [{ record: newId<QuickPageId>(), fields }])
  }
  return (
    <Show when={office.catalog()}>
      <NameForm
        label={t('office.quickPages.newName')}
        action={t('office.quickPages.add')}
        validate={name => validateQuickPageField('name', name)}
        onAdd={add}
      />
    </Show>
  )
}

function write(office: Office, writes: readonly Write[]): Promise<boolean> {
  const catalog = office.catalog()
  if (catalog === undefined) return Promise.resolve(false)
  const target: WriteTarget = { document: `catalog/${catalog.id}`, log: 'quickPages' }
  return writeRecords(office.replica, target, writes)
}
