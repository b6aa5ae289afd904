import { type PriceListId, priceListFields, validatePriceListField } from '@evertill/crdt-model'
import Tags from 'lucide-solid/icons/tags'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PriceListRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { valueContextOf } from '../changes/change-words.ts'
import { FieldConflicts } from '../field-conflicts.tsx'
import { ListState } from '../list-state.tsx'
import { byName, type OfficeCatalog, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { ArchiveOffer } from '../promotions/archive-offer.tsx'
import { OfferBadge } from '../promotions/offer-badge.tsx'
import '../promotions/offers.css'
import { NameForm } from '../name-form.tsx'
import { conditionSentence } from '../promotions/promotion-words.ts'
import { newId, writeRecords } from '../record-write.ts'
import { PriceListEditor } from './price-list-editor.tsx'

/** The price lists of a catalog: where each holds, and how many prices it has. */
export function PriceListsSection(): JSX.Element {
  const office = useOffice()
  const [opened, setOpened] = createSignal<PriceListId>()
  const [withArchived, setWithArchived] = createSignal(false)
  const all = createLiveQuery(() => office.database.priceLists.toArray())
  const rows = createMemo(() =>
    all()
      ?.filter(row => row.catalog === office.catalog()?.id && (withArchived() || !row.archived))
      .sort((a, b) => b.priority - a.priority || byName(a, b)),
  )
  const openedRow = () => all()?.find(row => row.id === opened())
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.priceLists.title')}
        intro={t('office.priceLists.intro')}
        actions={<CatalogPicker />}
      />
      <Show when={office.catalog()}>
        {catalog => (
          <Show when={office.mayEdit(`catalog/${catalog().id}`)}>
            <NewPriceList catalog={catalog()} onAdded={setOpened} />
          </Show>
        )}
      </Show>
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={Tags} title={t('promotions.lists.emptyTitle')}>
            {t('promotions.lists.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <ForRecords rows={rows()}>
            {row => <PriceListItem row={row()} onOpen={() => setOpened(row().id)} />}
          </ForRecords>
        </ul>
      </ListState>
      <Switch label={t('promotions.showArchived')} checked={withArchived()} onChecked={setWithArchived} />
      <Show when={openedRow()}>
        {row => (
          <Show when={office.catalogs()?.find(each => each.id === row().catalog)}>
            {catalog => (
              <PriceListEditor row={row()} catalog={catalog()} onClose={() => setOpened(undefined)} />
            )}
          </Show>
        )}
      </Show>
    </section>
  )
}

function PriceListItem(props: { readonly row: PriceListRow; readonly onOpen: () => void }): JSX.Element {
  const office = useOffice()
  const currency = () => office.catalogs()?.find(each => each.id === props.row.catalog)?.currency
  const target = () => ({ document: `catalog/${props.row.catalog}`, log: 'priceLists' }) as const
  const name = () => props.row.name || t('promotions.unnamed')
  const words = () => {
    const [known, { conditions }] = [currency(), props.row]
    if (known === undefined) return ''
    return conditions === null
      ? t('promotions.words.unreadable')
      : conditionSentence(conditions, valueContextOf(office, known))
  }
  return (
    <li
      class="office-row"
      classList={{ 'office-row--archived': props.row.archived }}
      data-price-list={props.row.id}
    >
      <div class="office-row__main">
        <button type="button" class="offer-open" aria-haspopup="dialog" onClick={() => props.onOpen()}>
          <span class="offer-open__name">
            {name()} <OfferBadge offer={props.row} />
          </span>
          <span class="office-muted">{words()}</span>
        </button>
      </div>
      <span class="office-muted tabular">
        {t('promotions.lists.products', { count: props.row.prices.size })}
      </span>
      <ArchiveOffer target={target()} offer={props.row} />
      <FieldConflicts log="priceLists" record={props.row.id} />
    </li>
  )
}

function NewPriceList(props: {
  readonly catalog: OfficeCatalog
  readonly onAdded: (id: PriceListId) => void
}): JSX.Element {
  const office = useOffice()
  const add = async (name: string) => {
    const id = newId<PriceListId>()
    // Without prices it changes nothing, wherever it holds.
    const fields = priceListFields({ name, conditions: {} })
    const target = { document: `catalog/${props.catalog.id}`, log: 'priceLists' } as const
    const isAdded = await writeRecords(office.replica, target, [{ record: id, fields }])
    if (isAdded) props.onAdded(id)
    return isAdded
  }
  return (
    <NameForm
      label={t('promotions.lists.newName')}
      action={t('promotions.lists.add')}
      validate={name => validatePriceListField('name', name)}
      onAdd={add}
      name="price-list"
    />
  )
}
