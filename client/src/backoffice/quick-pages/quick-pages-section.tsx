import {
  type QuickPage,
  type QuickPageId,
  quickPageFields,
  validateQuickPageField,
} from '@evertill/crdt-model'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import { createMemo, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { QuickPageRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { type Office, useOffice } from '../office-context.tsx'
import { OrderedSection } from '../ordered-section.tsx'
import { PlaceActions } from '../place-actions.tsx'
import { newId, type Write, type WriteTarget, writeRecords } from '../record-write.ts'
import { PageTiles } from './page-tiles.tsx'

/** The pages of tiles that tills of a catalog show first, as a manager lays them out. */
export function QuickPagesSection(): JSX.Element {
  const office = useOffice()
  const all = createLiveQuery(() => office.database.quickPages.toArray())
  const sorted = createMemo(() => all()?.sort((a, b) => a.order - b.order || a.name.localeCompare(b.name)))
  const add = (name: string, place: number) => {
    const fields = quickPageFields({ name, order: place, tiles: [], archived: false })
    return write(office, [{ record: newId<QuickPageId>(), fields }])
  }
  return (
    <OrderedSection
      title={t('office.quickPages.title')}
      intro={t('office.quickPages.intro')}
      rows={sorted()}
      list="office-cards"
      empty={{
        icon: LayoutGrid,
        title: t('office.quickPages.emptyTitle'),
        text: t('office.quickPages.emptyText'),
      }}
      add={{
        label: t('office.quickPages.newName'),
        action: t('office.quickPages.add'),
        validate: name => validateQuickPageField('name', name),
        run: add,
      }}
    >
      {(row, rows) => <PageCard row={row()} rows={rows()} />}
    </OrderedSection>
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

function write(office: Office, writes: readonly Write[]): Promise<boolean> {
  const catalog = office.catalog()
  if (catalog === undefined) return Promise.resolve(false)
  const target: WriteTarget = { document: `catalog/${catalog.id}`, log: 'quickPages' }
  return writeRecords(office.replica, target, writes)
}
