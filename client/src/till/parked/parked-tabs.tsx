import ListOrdered from 'lucide-solid/icons/list-ordered'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/icon.tsx'
import { countItems } from '../count-items.ts'
import { useTill } from '../till-context.tsx'
import './parked-tabs.css'
import type { WaitingSale } from './waiting-sales.ts'

/** Parked sales, oldest first, as tabs in the header; also what Alt+1 to Alt+9 stand for. */
export function ParkedTabs(): JSX.Element {
  const till = useTill()
  const { parked } = till
  const hasAny = createMemo(() => parked.waiting().length > 0)
  const isElsewhere = (each: WaitingSale) => each.till !== null && each.till !== till.workplace.till
  const title = ({ label, at }: WaitingSale) =>
    label === '' ? formatDate(at, 'time', till.store().timeZone) : label
  return (
    <Show when={hasAny()}>
      <nav class="till-parked" aria-label={t('till.header.parked')}>
        <button
          type="button"
          class="till-parked__tab till-parked__all"
          aria-haspopup="dialog"
          aria-keyshortcuts="Alt+0"
          onClick={() => parked.setSheet('list')}
        >
          <Icon of={ListOrdered} size="small" />
          <span>{t('till.header.parkedCount', { count: parked.waiting().length })}</span>
        </button>
        <For each={parked.waiting()}>
          {(each, index) => (
            <button
              type="button"
              class="till-parked__tab"
              classList={{ 'till-parked__tab--elsewhere': isElsewhere(each) }}
              data-parked={index() + 1}
              aria-busy={parked.taking() === each.key}
              title={each.sale.lines.map(line => line.name).join(', ')}
              onClick={() => void parked.recall(each)}
            >
              <span class="till-parked__label tabular">{title(each)}</span>
              <span class="till-parked__items">
                {t('till.cart.items', { count: countItems(each.sale.lines) })}
                <Show when={isElsewhere(each)}> · {t('till.header.parkedElsewhere')}</Show>
              </span>
            </button>
          )}
        </For>
      </nav>
    </Show>
  )
}
