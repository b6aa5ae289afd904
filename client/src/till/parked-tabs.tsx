import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { DraftRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { useReplica } from '../replica/create-replica.ts'
import { countItems } from './count-items.ts'
import './parked-tabs.css'
import { useTill } from './till-context.tsx'

/** Parked sales, oldest first, as tabs in the header; also what Alt+1 to Alt+9 stand for. */
export function ParkedTabs(): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const replica = useReplica()
  const isTraining = createMemo(() => replica.status().training)
  const drafts = createLiveQuery(() => database.drafts.orderBy('updatedAt').toArray())
  // The one on screen was parked a moment ago and its row may not have followed yet.
  const parked = createMemo(
    () =>
      drafts()?.filter(
        draft =>
          draft.parked && (draft.training === true) === isTraining() && draft.id !== till.sales.sale().id,
      ) ?? [],
  )
  const describe = (draft: DraftRow) => t('till.cart.items', { count: countItems(draft.sale.lines) })
  return (
    <Show when={parked().length > 0}>
      <nav class="till-parked" aria-label={t('till.header.parked')}>
        <For each={parked()}>
          {(draft, index) => (
            <button
              type="button"
              class="till-parked__tab"
              data-parked={index() + 1}
              title={draft.sale.lines.map(line => line.name).join(', ')}
              onClick={() => till.sales.recall(draft)}
            >
              <span class="tabular">{formatDate(draft.updatedAt, 'time', till.store().timeZone)}</span>
              <span class="till-parked__items">{describe(draft)}</span>
            </button>
          )}
        </For>
      </nav>
    </Show>
  )
}
