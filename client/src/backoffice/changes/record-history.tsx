import type { CatalogId, CatalogLog, CurrencyCode, HistoryChange } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { listChanges } from '../../api/reports-api.ts'
import { t } from '../../i18n/translate.ts'
import { useOffice } from '../office-context.tsx'
import { createPages, paged } from '../pages/create-pages.ts'
import { PagesView } from '../pages/pages-view.tsx'
import { ChangeList } from './change-list.tsx'
import { valueContextOf } from './change-words.ts'
import { RestoreDialog, type RestoreTarget } from './restore-dialog.tsx'
import './changes.css'

const REFRESH_MS = 15_000

/** The history of one record: opened by whoever wants it, because the server tells it. */
export function RecordHistory(props: {
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  readonly log: CatalogLog
  readonly record: string
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <details class="changes-record" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('office.changes.ofRecord')}</summary>
      <Show when={isOpen()}>
        <OpenHistory {...props} />
      </Show>
    </details>
  )
}

function OpenHistory(props: {
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  readonly log: CatalogLog
  readonly record: string
}): JSX.Element {
  const office = useOffice()
  const [target, setTarget] = createSignal<RestoreTarget>()
  const pages = createPages<string, HistoryChange>(
    () => props.record,
    async (record, cursor) => {
      const { catalog, log } = props
      return paged(await listChanges({ catalog, log, record, cursor }), reply => reply.changes)
    },
    REFRESH_MS,
  )
  const actionOf = (change: HistoryChange) => {
    // The newest is how it is now.
    if (pages.rows()?.[0]?.id === change.id) return undefined
    const { catalog, log, record } = props
    return {
      label: t('office.changes.restoreThis'),
      run: () => setTarget({ catalog, record: { log, id: record }, to: change.receivedAt }),
    }
  }
  const context = () => valueContextOf(office, props.currency)
  return (
    <>
      <PagesView pages={pages} empty={<p class="office-muted">{t('office.changes.emptyText')}</p>}>
        {changes => <ChangeList changes={changes} context={context} named={false} action={actionOf} />}
      </PagesView>
      <Show when={target()} keyed>
        {shown => (
          <RestoreDialog
            target={shown}
            context={context()}
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
