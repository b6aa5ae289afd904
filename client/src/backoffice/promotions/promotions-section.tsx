import type { PromotionId, PromotionRecord } from '@evertill/crdt-model'
import BadgePercent from 'lucide-solid/icons/badge-percent'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PromotionRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Switch } from '../../ui/switch.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { valueContextOf } from '../changes/change-words.ts'
import { FieldConflicts } from '../field-conflicts.tsx'
import { ListState } from '../list-state.tsx'
import { byName, type OfficeCatalog, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { newId } from '../record-write.ts'
import { ArchiveOffer } from './archive-offer.tsx'
import { OfferBadge } from './offer-badge.tsx'
import './offers.css'
import { PromotionEditor } from './promotion-editor.tsx'
import { newPromotion, PROMOTION_KINDS, type PromotionKind } from './promotion-kinds.ts'
import { promotionSentence } from './promotion-words.ts'

/** What is open beside the list. */
type Opened =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'new'; readonly id: PromotionId; readonly first: PromotionRecord }
  | { readonly kind: 'stored'; readonly id: PromotionId }

/** The promotions of a catalog: what each gives in words, and where it stands. */
export function PromotionsSection(): JSX.Element {
  const office = useOffice()
  const [opened, setOpened] = createSignal<Opened>()
  const [withArchived, setWithArchived] = createSignal(false)
  const all = createLiveQuery(() => office.database.promotions.toArray())
  const rows = createMemo(() =>
    all()
      ?.filter(row => row.catalog === office.catalog()?.id && (withArchived() || !row.archived))
      .sort((a, b) => b.priority - a.priority || byName(a, b)),
  )
  const editing = () => {
    const open = opened()
    if (open === undefined || open.kind === 'choosing') return undefined
    return { ...open, first: open.kind === 'new' ? open.first : undefined }
  }
  const add = (kind: PromotionKind) =>
    setOpened({ kind: 'new', id: newId<PromotionId>(), first: newPromotion(kind) })
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.promotions.title')}
        intro={t('office.promotions.intro')}
        actions={
          <>
            <CatalogPicker />
            <Show when={mayEdit(office.catalog(), office.mayEdit)}>
              <Button variant="primary" icon={Plus} onClick={() => setOpened({ kind: 'choosing' })}>
                {t('promotions.add')}
              </Button>
            </Show>
          </>
        }
      />
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={BadgePercent} title={t('promotions.emptyTitle')}>
            {t('promotions.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <ForRecords rows={rows()}>
            {row => <PromotionItem row={row()} onOpen={() => setOpened({ kind: 'stored', id: row().id })} />}
          </ForRecords>
        </ul>
      </ListState>
      <Switch label={t('promotions.showArchived')} checked={withArchived()} onChecked={setWithArchived} />
      <KindDialog open={opened()?.kind === 'choosing'} onClose={() => setOpened(undefined)} onChoose={add} />
      <Show when={editing()} keyed>
        {open => (
          <Show when={office.catalog()}>
            {catalog => (
              <PromotionEditor
                id={open.id}
                catalog={catalog()}
                stored={open.kind === 'new' ? undefined : all()?.find(row => row.id === open.id)}
                first={open.first}
                onClose={() => setOpened(undefined)}
              />
            )}
          </Show>
        )}
      </Show>
    </section>
  )
}

function mayEdit(catalog: OfficeCatalog | undefined, may: (document: string) => boolean): boolean {
  return catalog !== undefined && may(`catalog/${catalog.id}`)
}

function PromotionItem(props: { readonly row: PromotionRow; readonly onOpen: () => void }): JSX.Element {
  const office = useOffice()
  const catalog = () => office.catalogs()?.find(each => each.id === props.row.catalog)
  const target = () => ({ document: `catalog/${props.row.catalog}`, log: 'promotions' }) as const
  const name = () => props.row.name || t('promotions.unnamed')
  return (
    <li
      class="office-row"
      classList={{ 'office-row--archived': props.row.archived }}
      data-promotion={props.row.id}
    >
      <div class="office-row__main">
        <button type="button" class="offer-open" aria-haspopup="dialog" onClick={() => props.onOpen()}>
          <span class="offer-open__name">
            {name()} <OfferBadge offer={props.row} />
          </span>
          <Show when={catalog()}>
            {known => (
              <span class="office-muted">
                {promotionSentence(props.row, valueContextOf(office, known().currency))}
              </span>
            )}
          </Show>
        </button>
      </div>
      <ArchiveOffer target={target()} offer={props.row} />
      <FieldConflicts log="promotions" record={props.row.id} />
    </li>
  )
}

function KindDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onChoose: (kind: PromotionKind) => void
}): JSX.Element {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t('promotions.choose.title')}>
      <ul class="offer-kinds">
        <For each={PROMOTION_KINDS}>
          {kind => (
            <li>
              <button type="button" class="offer-kind" onClick={() => props.onChoose(kind)}>
                <strong>{t(`promotions.kind.${kind}`)}</strong>
                <span class="office-muted">{t(`promotions.kind.${kind}Hint`)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
