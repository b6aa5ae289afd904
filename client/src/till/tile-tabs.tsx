import LayoutGrid from 'lucide-solid/icons/layout-grid'
import PencilLine from 'lucide-solid/icons/pencil-line'
import Star from 'lucide-solid/icons/star'
import { For, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { DepartmentRow, QuickPageRow } from '../local/database.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import type { TileFilter } from './read-tiles.ts'
import { useTill } from './till-context.tsx'

/** What tiles there are: the manager's pages first, then quick keys and departments; and what is on no tile. */
export function TileTabs(props: {
  readonly pages: readonly QuickPageRow[]
  readonly departments: readonly DepartmentRow[]
  readonly filter: TileFilter
  readonly onFilter: (filter: TileFilter) => void
}): JSX.Element {
  const till = useTill()
  const isOn = (filter: TileFilter) => idOf(filter) === idOf(props.filter)
  const plain = (filter: TileFilter, icon: IconComponent, name: string) => (
    <button
      type="button"
      class="till-department"
      aria-pressed={isOn(filter)}
      onClick={() => props.onFilter(filter)}
    >
      <Icon of={icon} size="small" />
      {name}
    </button>
  )
  return (
    <div class="till-tabs">
      <nav class="till-departments" aria-label={t('till.products.departments')}>
        <For each={props.pages}>{page => plain({ kind: 'page', id: page.id }, LayoutGrid, page.name)}</For>
        {plain({ kind: 'quick-keys' }, Star, t('till.products.quickKeys'))}
        <For each={props.departments}>
          {department => (
            <button
              type="button"
              class="till-department tinted"
              style={{ '--hue': String(department.hue) }}
              aria-pressed={isOn({ kind: 'department', id: department.id })}
              onClick={() => props.onFilter({ kind: 'department', id: department.id })}
            >
              <span class="till-department__dot" />
              {department.name}
            </button>
          )}
        </For>
      </nav>
      <Button
        class="till-tabs__unlisted"
        size="till"
        icon={PencilLine}
        onClick={() => till.setUnlisted({ code: '' })}
      >
        {t('till.products.unlisted')}
      </Button>
    </div>
  )
}

function idOf(filter: TileFilter): string {
  return filter.kind === 'quick-keys' ? filter.kind : `${filter.kind} ${filter.id}`
}
