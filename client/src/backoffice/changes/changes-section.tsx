import { type CatalogId, catalogLog, type HistoryChange, settingsLog } from '@evertill/crdt-model'
import HistoryIcon from 'lucide-solid/icons/rotate-ccw-clock'
import { type ComponentProps, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { listChanges } from '../../api/reports-api.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { type OfficeCatalog, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { createPages, type Pages, paged } from '../pages/create-pages.ts'
import { PagesView } from '../pages/pages-view.tsx'
import { ChangeList } from './change-list.tsx'
import { settingContextOf, valueContextOf } from './change-words.ts'
import { RestoreDialog, type RestoreTarget } from './restore-dialog.tsx'
import './changes.css'

const REFRESH_MS = 15_000

/** Who changed what in a catalog or in the settings, and the way back. */
export function ChangesSection(): JSX.Element {
  const office = useOffice()
  const [of, setOf] = createSignal<'catalog' | 'settings'>('catalog')
  const [asking, setAsking] = createSignal(false)
  return (
    <section class="office-section">
      <SectionHeader
        title={t('office.changes.title')}
        intro={t('office.changes.intro')}
        actions={
          <Show when={of() === 'catalog'}>
            <CatalogPicker />
            <Button
              icon={HistoryIcon}
              unavailable={office.workplace.role !== 'owner' && t('office.changes.onlyOwner')}
              onClick={() => setAsking(true)}
            >
              {t('office.changes.restoreCatalog')}
            </Button>
          </Show>
        }
      />
      <fieldset class="products-filters" aria-label={t('office.changes.of')}>
        <Chip selected={of() === 'catalog'} onSelect={() => setOf('catalog')}>
          {t('office.changes.ofCatalog')}
        </Chip>
        <Chip selected={of() === 'settings'} onSelect={() => setOf('settings')}>
          {t('office.changes.ofSettings')}
        </Chip>
      </fieldset>
      <Show when={of() === 'catalog'} fallback={<SettingsChanges />}>
        <Show when={office.catalog()} keyed>
          {catalog => <CatalogChanges catalog={catalog} asking={asking()} onAsked={() => setAsking(false)} />}
        </Show>
      </Show>
    </section>
  )
}

/** Changes of the stores, tills, taxes and whatever else is set. */
function SettingsChanges(): JSX.Element {
  const office = useOffice()
  const [target, setTarget] = createSignal<RestoreTarget>()
  const pages = createPages<'settings', HistoryChange>(
    () => 'settings',
    async (_settings, cursor) => paged(await listChanges({ cursor }), reply => reply.changes),
    REFRESH_MS,
  )
  const actionOf = (change: HistoryChange) => {
    const log = v.safeParse(settingsLog, change.log)
    if (!log.success || change.isFirst) return undefined
    const record = { log: log.output, id: change.record }
    return {
      label: t('office.changes.undoThis'),
      run: () => setTarget({ record, to: change.receivedAt - 1 }),
    }
  }
  return (
    <>
      <ChangePages
        pages={pages}
        context={change => settingContextOf(office, change.log, change.record)}
        action={actionOf}
      />
      <Show when={target()} keyed>
        {shown => (
          <RestoreDialog
            target={shown}
            context={settingContextOf(office, shown.record?.log ?? '', shown.record?.id ?? '')}
            onClose={() => setTarget(undefined)}
            onRestored={() => {
              setTarget(undefined)
              pages.refresh()
            }}
          />
        )}
      </Show>
    </>
  )
}

function CatalogChanges(props: {
  readonly catalog: OfficeCatalog
  /** Whether the moment is being asked for that the whole catalog goes back to. */
  readonly asking: boolean
  readonly onAsked: () => void
}): JSX.Element {
  const office = useOffice()
  const [target, setTarget] = createSignal<RestoreTarget>()
  const pages = createPages<CatalogId, HistoryChange>(
    () => props.catalog.id,
    async (catalog, cursor) => paged(await listChanges({ catalog, cursor }), reply => reply.changes),
    REFRESH_MS,
  )
  const actionOf = (change: HistoryChange) => {
    const log = v.safeParse(catalogLog, change.log)
    if (!log.success || change.isFirst) return undefined
    const record = { log: log.output, id: change.record }
    return {
      label: t('office.changes.undoThis'),
      run: () => setTarget({ catalog: props.catalog.id, record, to: change.receivedAt - 1 }),
    }
  }
  const context = () => valueContextOf(office, props.catalog.currency)
  return (
    <>
      <ChangePages pages={pages} context={context} action={actionOf} />
      <Show when={props.asking}>
        <MomentDialog
          onClose={props.onAsked}
          onMoment={to => {
            props.onAsked()
            setTarget({ catalog: props.catalog.id, to })
          }}
        />
      </Show>
      <Show when={target()} keyed>
        {shown => (
          <RestoreDialog
            target={shown}
            context={context()}
            onClose={() => setTarget(undefined)}
            onRestored={() => setTarget(undefined)}
          />
        )}
      </Show>
    </>
  )
}

function ChangePages(props: {
  readonly pages: Pages<HistoryChange>
  readonly context: ComponentProps<typeof ChangeList>['context']
  readonly action: ComponentProps<typeof ChangeList>['action']
}): JSX.Element {
  return (
    <PagesView
      pages={props.pages}
      empty={
        <EmptyState icon={HistoryIcon} title={t('office.changes.emptyTitle')}>
          {t('office.changes.emptyText')}
        </EmptyState>
      }
    >
      {changes => <ChangeList changes={changes} context={props.context} named action={props.action} />}
    </PagesView>
  )
}

/** Asks for the moment that the whole catalog goes back to. */
function MomentDialog(props: {
  readonly onClose: () => void
  readonly onMoment: (to: number) => void
}): JSX.Element {
  const formId = createUniqueId()
  const [text, setText] = createSignal(localText(Date.now() - HOUR_MS))
  const [problem, setProblem] = createSignal<string>()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const to = new Date(text()).getTime()
    if (Number.isNaN(to) || to > Date.now()) setProblem(t('office.changes.momentProblem'))
    else props.onMoment(to)
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.changes.restoreCatalog')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till">
          {t('office.changes.showPreview')}
        </Button>
      }
    >
      <form id={formId} class="office-stack" noValidate onSubmit={submit}>
        <p>{t('office.changes.momentText')}</p>
        <TextField
          label={t('office.changes.moment')}
          type="datetime-local"
          value={text()}
          onValue={value => {
            setText(value)
            setProblem(undefined)
          }}
          error={problem()}
          name="moment"
        />
      </form>
    </Dialog>
  )
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** A time as its field has it: `2026-11-20T09:30` on the clock of this browser. */
function localText(at: number): string {
  const local = at - new Date(at).getTimezoneOffset() * MINUTE_MS
  return new Date(local).toISOString().slice(0, 16)
}
