import type { ProductId } from '@evertill/crdt-model'
import { useNavigate, useSearchParams } from '@solidjs/router'
import type { RowSelectionState } from '@tanstack/solid-table'
import FileUp from 'lucide-solid/icons/file-up'
import Package from 'lucide-solid/icons/package'
import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import SearchX from 'lucide-solid/icons/search-x'
import { createMemo, createSignal, type JSX, Match, Show, Switch, untrack } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CatalogPicker } from '../catalog-picker.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { createSearch } from './create-search.ts'
import { rememberColumns, rememberedColumns } from './product-columns.ts'
import { ProductFilters } from './product-filters.tsx'
import { NewProductSheet, ProductSheet } from './product-sheet.tsx'
import { ProductTable } from './product-table.tsx'
import { EVERYTHING, type ProductFilter, type ProductSort, passes, viewOf } from './product-view.ts'
import './products-section.css'

/** The products of a catalog: found, filtered, edited in place or many at once. */
export function ProductsSection(): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const mirror = office.products()
  const [query, setQuery] = useSearchParams<{ product?: string }>()
  const [text, setText] = createSignal('')
  const [filter, setFilter] = createSignal<ProductFilter>(EVERYTHING)
  const [sort, setSort] = createSignal<ProductSort>({ field: 'name', descending: false })
  const [visibility, setVisibility] = createSignal(rememberedColumns())
  const [selection, setSelection] = createSignal<RowSelectionState>({})
  const [adding, setAdding] = createSignal(false)
  const found = createSearch(office.replica, text, () => filter().archived)

  const ids = createMemo((): readonly ProductId[] => {
    mirror.revision()
    const now: ProductFilter = { ...filter(), catalog: office.catalog()?.id }
    const hits = found()
    // Names of departments only order the table: a renamed one needs no new order under somebody's hand.
    if (hits === null)
      return viewOf(mirror.rows(), now, sort(), id => untrack(() => office.departmentName(id)))
    return hits.filter(id => {
      const row = untrack(() => mirror.row(id))
      return row !== undefined && passes(row, now)
    })
  })
  const selected = () => Object.keys(selection()).length
  const selectedRows = () =>
    ids().flatMap(id => (selection()[id] ? (untrack(() => mirror.row(id)) ?? []) : []))
  const openId = () => ids().find(id => id === query.product) ?? asShown(query.product)
  const asShown = (id: string | undefined) =>
    id === undefined ? undefined : [...mirror.rows()].find(row => row.id === id)?.id
  const isFiltered = () => text().trim() !== '' || JSON.stringify(filter()) !== JSON.stringify(EVERYTHING)
  const isLoading = () => {
    if (ids().length > 0) return false
    // Before the first download nothing is here, which does not mean that the shop has nothing.
    const { phase, online } = office.replica.status()
    return mirror.state().kind === 'loading' || (phase !== 'ready' && online)
  }
  const failed = () => {
    const state = mirror.state()
    return state.kind === 'failed' ? state : undefined
  }
  const changeFilter = (next: ProductFilter) => {
    setSelection({})
    setFilter(next)
  }
  return (
    <section class="office-section office-section--full">
      <SectionHeader
        title={t('office.products.title')}
        intro={
          isLoading()
            ? undefined
            : isFiltered()
              ? t('office.products.found', { count: ids().length })
              : t('office.products.count', { count: ids().length })
        }
        actions={
          <>
            <CatalogPicker />
            <Button class="products-import" icon={FileUp} onClick={() => navigate('/office/import')}>
              {t('office.nav.import')}
            </Button>
            <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
              {t('office.products.new')}
            </Button>
          </>
        }
      />
      <div class="products-tools">
        <label class="products-search">
          <Icon of={Search} />
          <input
            type="search"
            class="ui-input"
            aria-label={t('office.products.search')}
            placeholder={t('office.products.searchHint')}
            autocomplete="off"
            value={text()}
            onInput={event => setText(event.currentTarget.value)}
          />
        </label>
        <ProductFilters filter={filter()} onFilter={changeFilter} />
        <ColumnMenu
          visibility={visibility()}
          onVisibility={next => {
            rememberColumns(next)
            setVisibility({ ...next })
          }}
        />
      </div>
      <Switch
        fallback={
          <ProductTable
            ids={ids()}
            sort={found() === null ? sort() : null}
            onSort={setSort}
            visibility={visibility()}
            selection={selection()}
            onSelection={setSelection}
            onOpen={id => setQuery({ product: id })}
          />
        }
      >
        <Match when={failed()}>
          {failure => (
            <Notice kind="error" title={t('office.list.error')} onRetry={() => mirror.retry()}>
              {failure().message}
            </Notice>
          )}
        </Match>
        <Match when={isLoading()}>
          <Skeleton shape="row" count={12} />
        </Match>
        <Match when={ids().length === 0 && isFiltered()}>
          <EmptyState
            icon={SearchX}
            title={t('office.products.noMatchTitle')}
            action={
              <Button
                onClick={() => {
                  setText('')
                  changeFilter(EVERYTHING)
                }}
              >
                {t('office.products.clearFilters')}
              </Button>
            }
          >
            {t('office.products.noMatchText')}
          </EmptyState>
        </Match>
        <Match when={ids().length === 0}>
          <EmptyState
            icon={Package}
            title={t('office.products.emptyTitle')}
            action={
              <div class="office-section__actions">
                <Button icon={FileUp} onClick={() => navigate('/office/import')}>
                  {t('office.products.importAction')}
                </Button>
                <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
                  {t('office.products.new')}
                </Button>
              </div>
            }
          >
            {t('office.products.emptyText')}
          </EmptyState>
        </Match>
      </Switch>
      <Show
        when={selected() > 0}
        fallback={
          <Show when={ids().length > 0}>
            <p class="products-keys">{t('office.products.keys')}</p>
          </Show>
        }
      >
        <BulkBar
          rows={selectedRows}
          count={selected()}
          archived={filter().archived}
          onClear={() => setSelection({})}
        />
      </Show>
      <Show when={openId()} keyed>
        {id => <ProductSheet id={id} onClose={() => setQuery({ product: undefined })} />}
      </Show>
      <Show when={adding()}>
        <NewProductSheet
          department={newDepartment(filter())}
          onClose={() => setAdding(false)}
          onAdded={() => setAdding(false)}
        />
      </Show>
    </section>
  )
}

/** A product that is added while one department is looked at belongs there. */
function newDepartment(filter: ProductFilter) {
  return filter.department === 'none' ? null : filter.department
}
