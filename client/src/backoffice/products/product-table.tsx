// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by a virtualizer, which a table element cannot be; the roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: the keyboard moves inside the grid by aria-activedescendant, the container has the focus
import type { ProductId } from '@evertill/crdt-model'
import {
  columnVisibilityFeature,
  createColumnHelper,
  createTable,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/solid-table'
import { createVirtualizer } from '@tanstack/solid-virtual'
import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  Show,
} from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ConflictRow, ProductRow } from '../../local/database.ts'
import { Icon } from '../../ui/icon.tsx'
import { fieldWords } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import { createMedia } from './create-media.ts'
import { type Cursor, moveCursor, nextCell } from './grid-cursor.ts'
import {
  COLUMN_WIDTH,
  DETAILS_WIDTH,
  PRODUCT_COLUMNS,
  type ProductColumn,
  SELECT_WIDTH,
  SORTED_BY,
} from './product-columns.ts'
import { ProductTableRow } from './product-table-row.tsx'
import './product-table.css'
import type { ProductSort } from './product-view.ts'

interface IdRow {
  readonly id: ProductId
}

/** The library keeps which columns are shown and which rows are selected; rows are read from the mirror by id. */
const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const helper = createColumnHelper<typeof features, IdRow>()
const columns = helper.columns(
  PRODUCT_COLUMNS.map(column => helper.display({ id: column, enableHiding: column !== 'name' })),
)

/** A cell that is being edited, and what its text starts from when a key began it. */
export interface Editing {
  readonly id: ProductId
  readonly column: ProductColumn
  readonly typed: string | null
}

/** What the rows need of the table they are in. */
export interface TableModel {
  readonly columns: Accessor<readonly ProductColumn[]>
  readonly cursor: Accessor<Cursor>
  readonly editing: Accessor<Editing | null>
  /** The open conflicts of a product, whichever columns are shown. */
  readonly conflicts: (id: ProductId) => readonly ConflictRow[]
  readonly isSelected: (id: ProductId) => boolean
  readonly toggleSelected: (index: number, extend: boolean) => void
  readonly pressCell: (cursor: Cursor, again: boolean) => void
  readonly edit: (cursor: Cursor, typed: string | null) => void
  /** The edit is over. `move` says where the cursor goes; `left`: the focus is elsewhere already. */
  readonly finish: (move: 'stay' | 'left' | 'down' | 'next' | 'previous') => void
  readonly open: (id: ProductId) => void
}

export interface ProductTableProps {
  readonly ids: readonly ProductId[]
  readonly sort: ProductSort | null
  readonly onSort: (sort: ProductSort) => void
  readonly visibility: { readonly [column: string]: boolean }
  readonly selection: RowSelectionState
  readonly onSelection: (selection: RowSelectionState) => void
  readonly onOpen: (id: ProductId) => void
}

/** On a phone: the name takes what the price leaves. */
const NARROW_NAME = 120
const NARROW_PRICE = 96
const NO_CONFLICTS: readonly ConflictRow[] = []
const ROW_HEIGHT = 41
const ROW_HEIGHT_TOUCH = 49
/** The values of one field in conflict, below their row; rows are measured, this is where they start from. */
const STRIP_HEIGHT = 45

/** The products as a grid for keyboard, pointer and touch: only the rows in sight are in the page. */
export function ProductTable(props: ProductTableProps): JSX.Element {
  const office = useOffice()
  const mirror = office.products()
  const narrow = createMedia('(max-width: 743px)')
  const coarse = createMedia('(pointer: coarse)')
  let scroller: HTMLDivElement | undefined

  const data = createMemo(() => props.ids.map((id): IdRow => ({ id })))
  const table = createTable<typeof features, IdRow>({
    features,
    columns,
    getRowId: row => row.id,
    get data() {
      return data()
    },
    get state() {
      return { columnVisibility: { ...props.visibility }, rowSelection: props.selection }
    },
    onRowSelectionChange: next =>
      props.onSelection(typeof next === 'function' ? next(props.selection) : next),
  })
  const shown = createMemo((): readonly ProductColumn[] =>
    narrow()
      ? ['name', 'price']
      : table.getVisibleLeafColumns().flatMap(column => PRODUCT_COLUMNS.filter(each => each === column.id)),
  )
  const [cursor, setCursor] = createSignal<Cursor>({ row: 0, column: 0 })
  const [editing, setEditing] = createSignal<Editing | null>(null)

  const conflicts = createMemo(() => {
    const byProduct = new Map<string, ConflictRow[]>()
    for (const row of office.conflicts() ?? []) {
      if (row.log === 'products') byProduct.set(row.record, [...(byProduct.get(row.record) ?? []), row])
    }
    return byProduct
  })
  const rowHeight = () => (coarse() ? ROW_HEIGHT_TOUCH : ROW_HEIGHT)
  const virtualizer = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return props.ids.length
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: index => {
      const id = props.ids[index]
      const row = id === undefined ? undefined : peek(mirror.row, id)
      return rowHeight() + (row?.conflicts.length ?? 0) * STRIP_HEIGHT
    },
    getItemKey: index => props.ids[index] ?? index,
    overscan: 8,
  })
  // One element for each product in sight: the virtualizer knows sizes by product, and an element that went from one
  // to another would be observed for neither.
  const inSight = createMemo(() => {
    const items = new Map<ProductId, { readonly index: number; readonly start: number }>()
    for (const item of virtualizer.getVirtualItems()) {
      const id = props.ids[item.index]
      if (id !== undefined) items.set(id, { index: item.index, start: item.start })
    }
    return items
  })
  createEffect(on(rowHeight, () => virtualizer.measure(), { defer: true }))
  createEffect(
    on(
      () => props.ids,
      ids => setCursor(now => ({ ...now, row: Math.max(0, Math.min(now.row, ids.length - 1)) })),
      { defer: true },
    ),
  )

  const size = () => ({
    rows: props.ids.length,
    columns: shown().length,
    page: Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight()) - 2),
  })
  const goTo = (next: Cursor) => {
    setCursor(next)
    virtualizer.scrollToIndex(next.row)
  }
  const focusGrid = () => scroller?.focus({ preventScroll: true })

  let lastSelected: number | null = null
  const model: TableModel = {
    columns: shown,
    cursor,
    editing,
    conflicts: id => conflicts().get(id) ?? NO_CONFLICTS,
    isSelected: id => props.selection[id] === true,
    toggleSelected(index, extend) {
      const id = props.ids[index]
      if (id === undefined) return
      const select = props.selection[id] !== true
      const from = extend && lastSelected !== null ? lastSelected : index
      const next = { ...props.selection }
      for (const each of props.ids.slice(Math.min(from, index), Math.max(from, index) + 1)) {
        if (select) next[each] = true
        else delete next[each]
      }
      lastSelected = index
      props.onSelection(next)
    },
    pressCell(next, again) {
      const isHere = cursor().row === next.row && cursor().column === next.column
      setCursor(next)
      if (again || (isHere && document.activeElement === scroller)) model.edit(next, null)
      else focusGrid()
    },
    edit(next, typed) {
      const id = props.ids[next.row]
      const column = shown()[next.column]
      if (id === undefined || column === undefined) return
      batch(() => {
        setCursor(next)
        setEditing({ id, column, typed })
      })
    },
    finish(move) {
      setEditing(null)
      if (move === 'down')
        goTo(moveCursor(cursor(), { key: 'ArrowDown', ctrlKey: false, metaKey: false }, size()) ?? cursor())
      if (move === 'next' || move === 'previous') goTo(nextCell(cursor(), move === 'previous', size()))
      if (move !== 'left') focusGrid()
    },
    open: id => props.onOpen(id),
  }

  const onKey = (event: KeyboardEvent) => {
    if (event.target !== scroller || props.ids.length === 0) return
    const moved = moveCursor(cursor(), event, size())
    const far = event.ctrlKey || event.metaKey
    if (moved !== undefined) goTo(moved)
    else if (event.key === 'Enter' || event.key === 'F2') model.edit(cursor(), null)
    else if (event.key === ' ') model.toggleSelected(cursor().row, event.shiftKey)
    else if (event.key === 'a' && far) table.toggleAllRowsSelected()
    else if (event.key === 'Escape') props.onSelection({})
    else if (event.key === 'Delete' || event.key === 'Backspace') model.edit(cursor(), '')
    else if (event.key.length === 1 && !far && !event.altKey) model.edit(cursor(), event.key)
    else return
    event.preventDefault()
  }
  const template = () => {
    const widths = shown().map(column =>
      column === 'name'
        ? `minmax(${narrow() ? NARROW_NAME : COLUMN_WIDTH.name}px, 1fr)`
        : `${narrow() ? NARROW_PRICE : COLUMN_WIDTH[column]}px`,
    )
    return [`${SELECT_WIDTH}px`, ...widths, `${DETAILS_WIDTH}px`].join(' ')
  }
  /** Rows are as wide as their columns at least, whatever a name would like to take. */
  const minimumWidth = () => {
    const widths = shown().map(column =>
      narrow() ? (column === 'name' ? NARROW_NAME : NARROW_PRICE) : COLUMN_WIDTH[column],
    )
    return SELECT_WIDTH + DETAILS_WIDTH + widths.reduce((sum, width) => sum + width, 0)
  }
  const activeId = () => {
    const id = props.ids[cursor().row]
    const column = shown()[cursor().column]
    return id === undefined || column === undefined ? undefined : `cell-${id}-${column}`
  }

  return (
    <div
      ref={scroller}
      class="product-table"
      role="grid"
      tabIndex={0}
      aria-label={t('office.products.title')}
      aria-rowcount={props.ids.length + 1}
      aria-colcount={shown().length + 2}
      aria-activedescendant={activeId()}
      style={{ '--columns': template(), '--row-width': `${minimumWidth()}px` }}
      onKeyDown={onKey}
    >
      <div class="product-table__head" role="row" aria-rowindex={1}>
        <span role="columnheader" class="product-table__tick">
          <input
            type="checkbox"
            aria-label={t('office.products.selectAll')}
            checked={props.ids.length > 0 && table.getIsAllRowsSelected()}
            ref={element =>
              createEffect(() => {
                element.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()
              })
            }
            onChange={() => table.toggleAllRowsSelected()}
          />
        </span>
        <For each={shown()}>
          {column => <Header column={column} sort={props.sort} onSort={props.onSort} />}
        </For>
        <span role="columnheader" class="visually-hidden">
          {t('office.products.details', { name: '' })}
        </span>
      </div>
      <div class="product-table__body" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        <For each={[...inSight().keys()]}>
          {id => (
            <ProductTableRow
              index={inSight().get(id)?.index ?? 0}
              start={inSight().get(id)?.start ?? 0}
              id={id}
              model={model}
              measure={element => virtualizer.measureElement(element)}
            />
          )}
        </For>
      </div>
    </div>
  )
}

/** Reads a row without following it: the size estimate is asked for anew when conflicts change. */
function peek(read: (id: ProductId) => ProductRow | undefined, id: ProductId): ProductRow | undefined {
  return read(id)
}

function Header(props: {
  readonly column: ProductColumn
  readonly sort: ProductSort | null
  readonly onSort: (sort: ProductSort) => void
}): JSX.Element {
  const field = () => SORTED_BY[props.column]
  const direction = () => {
    const sort = props.sort
    if (sort === null || sort.field !== field()) return undefined
    return sort.descending ? 'descending' : 'ascending'
  }
  return (
    <span
      role="columnheader"
      class="product-table__header"
      classList={{ 'product-table__header--number': props.column === 'price' }}
      aria-sort={direction()}
    >
      <Show when={field()} fallback={fieldWords(props.column)}>
        {sorted => (
          <button
            type="button"
            title={t('office.products.sortBy', { field: fieldWords(props.column) })}
            onClick={() => props.onSort({ field: sorted(), descending: direction() === 'ascending' })}
          >
            {fieldWords(props.column)}
            <Show when={direction()}>
              {way => <Icon of={way() === 'ascending' ? ArrowUp : ArrowDown} size="small" />}
            </Show>
          </button>
        )}
      </Show>
    </span>
  )
}
