import LayoutGrid from 'lucide-solid/icons/layout-grid'
import Star from 'lucide-solid/icons/star'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { keepSame } from './keep-same.ts'
import { MoreWhenSeen } from './more-when-seen.tsx'
import { ProductTile } from './product-tile.tsx'
import { QUICK_KEYS, readTiles, type TileFilter } from './read-tiles.ts'
import { createStockOf } from './stock-of.ts'

/** How many tiles are drawn at first, and by how many they grow at the end of the list. */
const STEP = 60

/** Departments as tabs, their products as tiles: quick keys first. */
export function ProductGrid(): JSX.Element {
  const database = useLocalDatabase()
  const [filter, setFilter] = createSignal<TileFilter>(QUICK_KEYS)
  const [shown, setShown] = createSignal(STEP)
  const departments = createLiveQuery(async () => {
    const rows = await database.departments.toArray()
    return rows.filter(row => !row.archived).sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
  })
  const found = createLiveQuery(() => readTiles(database, filter(), shown(), departments() ?? []))
  const tiles = createMemo<ReturnType<typeof found>>(before => {
    const now = found()
    return now === undefined
      ? before
      : { ...now, products: [...keepSame(before?.products, now.products, row => row.id)] }
  })
  const hues = createMemo(() => new Map(departments()?.map(row => [row.id, row.hue])))
  const stock = createStockOf(() => tiles()?.products ?? [])
  const choose = (next: TileFilter) => {
    setFilter(next)
    setShown(STEP)
  }
  return (
    <>
      <nav class="till-departments" aria-label={t('till.products.departments')}>
        <button
          type="button"
          class="till-department"
          aria-pressed={filter() === QUICK_KEYS}
          onClick={() => choose(QUICK_KEYS)}
        >
          <Icon of={Star} size="small" />
          {t('till.products.quickKeys')}
        </button>
        <For each={departments()}>
          {department => (
            <button
              type="button"
              class="till-department tinted"
              style={{ '--hue': String(department.hue) }}
              aria-pressed={filter() === department.id}
              onClick={() => choose(department.id)}
            >
              <span class="till-department__dot" />
              {department.name}
            </button>
          )}
        </For>
      </nav>
      <div class="till-grid-scroll">
        <Show when={tiles()} fallback={<Skeleton shape="tile" count={12} />}>
          {now => (
            <Show when={now().products.length > 0} fallback={<NoTiles />}>
              <ul class="till-grid">
                <For each={now().products}>
                  {product => (
                    <ProductTile
                      product={product}
                      hue={product.department === null ? undefined : hues().get(product.department)}
                      stock={stock().get(product.id)}
                    />
                  )}
                </For>
              </ul>
              <MoreWhenSeen when={now().hasMore} onSeen={() => setShown(count => count + STEP)} />
            </Show>
          )}
        </Show>
      </div>
    </>
  )
}

function NoTiles(): JSX.Element {
  return (
    <EmptyState icon={LayoutGrid} title={t('till.products.empty')}>
      {t('till.products.emptyHint')}
    </EmptyState>
  )
}
