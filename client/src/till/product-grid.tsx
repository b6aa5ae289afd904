import LayoutGrid from 'lucide-solid/icons/layout-grid'
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { FamilyTile } from './family-tile.tsx'
import { groupTiles, type TileGroup } from './group-tiles.ts'
import { keepSame } from './keep-same.ts'
import { MoreWhenSeen } from './more-when-seen.tsx'
import { ProductTile } from './product-tile.tsx'
import { readTiles, type TileFilter } from './read-tiles.ts'
import { createStockOf } from './stock-of.ts'
import { TileTabs } from './tile-tabs.tsx'
import { useTill } from './till-context.tsx'

/** How many tiles are drawn at first, and by how many they grow at the end of the list. */
const STEP = 60

/** Pages and departments as tabs, their products as tiles: the manager's pages first. */
export function ProductGrid(): JSX.Element {
  const database = useLocalDatabase()
  const till = useTill()
  const [chosen, setChosen] = createSignal<TileFilter | null>(null)
  const [shown, setShown] = createSignal(STEP)
  const departments = createLiveQuery(async () => {
    const rows = await database.departments.toArray()
    return rows.filter(row => !row.archived).sort(byOrder)
  })
  const pages = createLiveQuery(async () => {
    const rows = await database.quickPages.toArray()
    return rows.filter(row => !row.archived && row.tiles.length > 0).sort(byOrder)
  })
  /** The chosen one while it is there, else the first tab. */
  const filter = createMemo<TileFilter>(() => {
    const now = chosen()
    const [first] = pages() ?? []
    if (now !== null && (now.kind !== 'page' || pages()?.some(page => page.id === now.id) === true))
      return now
    return first === undefined ? { kind: 'quick-keys' } : { kind: 'page', id: first.id }
  })
  const found = createLiveQuery(async () => {
    const [now, limit, known] = [filter(), shown(), departments()]
    // What the tabs are is known in a moment: until then no tile is right.
    if (known === undefined || pages() === undefined) return undefined
    return readTiles(database, now, limit, known)
  })
  const tiles = createMemo<ReturnType<typeof found>>(before => {
    const now = found()
    return now === undefined
      ? before
      : { ...now, products: [...keepSame(before?.products, now.products, row => row.id)] }
  })
  const groups = createMemo<readonly TileGroup[]>(before => {
    const products = tiles()?.products ?? []
    // A page shows exactly what was put on it.
    const now =
      filter().kind === 'page'
        ? products.map(product => ({ key: product.id, product }))
        : groupTiles(products)
    return keepSame(before, now, group => group.key)
  }, [])
  const hues = createMemo(() => new Map(departments()?.map(row => [row.id, row.hue])))
  const stock = createStockOf(() => tiles()?.products ?? [])
  const hueOf = ({ product }: TileGroup) =>
    product.department === null ? undefined : hues().get(product.department)
  const choose = (next: TileFilter | null) => {
    setChosen(next)
    setShown(STEP)
  }
  // Each customer begins on the first page.
  createEffect(on(till.sales.step, step => step.kind === 'done' && choose(null)))
  return (
    <>
      <TileTabs pages={pages() ?? []} departments={departments() ?? []} filter={filter()} onFilter={choose} />
      <div class="till-grid-scroll">
        <Show when={tiles()} fallback={<Skeleton shape="tile" count={12} />}>
          {now => (
            <Show when={now().products.length > 0} fallback={<NoTiles isPage={filter().kind === 'page'} />}>
              <ul class="till-grid">
                <For each={groups()}>
                  {group => (
                    <Show
                      when={group.family}
                      fallback={
                        <ProductTile
                          product={group.product}
                          hue={hueOf(group)}
                          stock={stock().get(group.product.id)}
                        />
                      }
                    >
                      {family => <FamilyTile family={family()} product={group.product} hue={hueOf(group)} />}
                    </Show>
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

function byOrder(
  a: { readonly order: number; readonly name: string },
  b: { readonly order: number; readonly name: string },
): number {
  return a.order - b.order || a.name.localeCompare(b.name)
}

function NoTiles(props: { readonly isPage: boolean }): JSX.Element {
  return (
    <EmptyState
      icon={LayoutGrid}
      title={t(props.isPage ? 'till.products.noQuickPage' : 'till.products.empty')}
    >
      {t('till.products.emptyHint')}
    </EmptyState>
  )
}
