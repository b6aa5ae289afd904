// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by a virtualizer, which a table element cannot be; the roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: the keyboard moves inside the grid by aria-activedescendant, the container has the focus
import { NO_CURRENCY, type Product, type ProductId } from '@evertill/crdt-model'
import PanelRightOpen from 'lucide-solid/icons/panel-right-open'
import { createEffect, For, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { Icon } from '../../ui/icon.tsx'
import { ConflictChips } from '../conflicts/conflict-chips.tsx'
import { fieldWords } from '../field-words.ts'
import { type Office, useOffice } from '../office-context.tsx'
import { ChoiceCellEditor, TextCellEditor } from './product-cell-editor.tsx'
import { TEXT_FIELDS } from './product-cells.ts'
import type { ProductColumn } from './product-columns.ts'
import { changeProduct } from './product-commands.ts'
import type { TableModel } from './product-table.tsx'

export interface ProductTableRowProps {
  readonly index: number
  readonly start: number
  readonly id: ProductId
  readonly model: TableModel
  readonly measure: (element: HTMLDivElement) => void
}

export function ProductTableRow(props: ProductTableRowProps): JSX.Element {
  const mirror = useOffice().products()
  const row = () => mirror.row(props.id)
  let element: HTMLDivElement | undefined
  /** Whether Shift was held at the click that a change follows. */
  let extend = false
  onMount(() => element !== undefined && props.measure(element))
  return (
    <div
      ref={element}
      role="row"
      data-index={props.index}
      data-product={props.id}
      aria-rowindex={props.index + 2}
      aria-selected={props.model.isSelected(props.id)}
      class="product-table__item"
      classList={{
        'product-table__item--editing': props.model.editing()?.id === props.id,
      }}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      <Show when={row()}>
        {shown => (
          <>
            <div class="product-table__row" role="presentation">
              <div role="gridcell" class="product-table__tick">
                <label class="product-table__tick-label">
                  <input
                    type="checkbox"
                    aria-label={t('office.products.selectRow', { name: nameOf(shown()) })}
                    checked={props.model.isSelected(shown().id)}
                    onClick={event => {
                      extend = event.shiftKey
                    }}
                    onChange={() => props.model.toggleSelected(props.index, extend)}
                  />
                </label>
              </div>
              <For each={props.model.columns()}>
                {(column, place) => (
                  <Cell
                    index={props.index}
                    place={place()}
                    column={column}
                    row={shown()}
                    model={props.model}
                  />
                )}
              </For>
              <div role="gridcell" class="product-table__tick">
                <button
                  type="button"
                  class="product-table__details"
                  aria-label={t('office.products.details', { name: nameOf(shown()) })}
                  title={t('office.products.details', { name: nameOf(shown()) })}
                  onClick={() => props.model.open(shown().id)}
                >
                  <Icon of={PanelRightOpen} />
                </button>
              </div>
            </div>
            <For each={props.model.conflicts(shown().id)}>
              {conflict => (
                <div class="product-table__conflict" role="gridcell">
                  <span class="product-table__conflict-field">{fieldWords(conflict.field)}</span>
                  <ConflictChips conflict={conflict} />
                </div>
              )}
            </For>
          </>
        )}
      </Show>
    </div>
  )
}

interface CellProps {
  readonly index: number
  readonly place: number
  readonly column: ProductColumn
  readonly row: ProductRow
  readonly model: TableModel
}

function Cell(props: CellProps): JSX.Element {
  const office = useOffice()
  const here = () => ({ row: props.index, column: props.place })
  const isActive = () =>
    props.model.cursor().row === props.index && props.model.cursor().column === props.place
  const editing = () => {
    const now = props.model.editing()
    return now !== null && now.id === props.row.id && now.column === props.column ? now : undefined
  }
  const isConflict = () => props.row.conflicts.includes(props.column)
  const textField = () => TEXT_FIELDS.find(each => each === props.column)
  const choiceField = () =>
    props.column === 'department' || props.column === 'taxClass' || props.column === 'unit'
      ? props.column
      : undefined
  const change = (values: Partial<Product>) => void changeProduct(office, props.row, values)

  // A toggle has nothing to type: editing it is pressing it.
  createEffect(() => {
    if (editing() === undefined || props.column !== 'quickKey') return
    change({ quickKey: !props.row.quickKey })
    props.model.finish('stay')
  })
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the grid, which has the focus for all its cells
    <div
      id={`cell-${props.row.id}-${props.column}`}
      role="gridcell"
      data-column={props.column}
      class="product-table__cell"
      classList={{
        'product-table__cell--active': isActive(),
        'product-table__cell--number': props.column === 'price',
        'product-table__cell--conflict': isConflict(),
      }}
      onClick={() => editing() === undefined && props.model.pressCell(here(), false)}
      onDblClick={() => editing() === undefined && props.model.pressCell(here(), true)}
    >
      <Switch fallback={<CellText column={props.column} row={props.row} office={office} />}>
        <Match when={editing() !== undefined && textField()}>
          {field => (
            <TextCellEditor
              field={field()}
              row={props.row}
              typed={editing()?.typed ?? null}
              onSave={change}
              onFinish={props.model.finish}
            />
          )}
        </Match>
        <Match when={editing() !== undefined && choiceField()}>
          {field => (
            <ChoiceCellEditor field={field()} row={props.row} onSave={change} onFinish={props.model.finish} />
          )}
        </Match>
      </Switch>
    </div>
  )
}

function CellText(props: {
  readonly column: ProductColumn
  readonly row: ProductRow
  readonly office: Office
}): JSX.Element {
  const department = () => props.office.departments()?.find(each => each.id === props.row.department)
  const currency = () =>
    props.office.catalogs()?.find(each => each.id === props.row.catalog)?.currency ?? NO_CURRENCY
  return (
    <Switch>
      <Match when={props.column === 'name'}>
        <span class="product-table__name" title={props.row.name}>
          {nameOf(props.row)}
        </span>
      </Match>
      <Match when={props.column === 'price'}>
        <span class="tabular" classList={{ 'office-muted': props.row.price === null }}>
          {props.row.price === null ? t('office.value.openPrice') : formatMoney(props.row.price, currency())}
        </span>
      </Match>
      <Match when={props.column === 'department'}>
        <Show when={department()} fallback={<span class="office-muted">–</span>}>
          {shown => (
            <span class="product-table__department">
              <span class="tinted product-table__hue" style={{ '--hue': String(shown().hue) }} />
              {shown().name}
            </span>
          )}
        </Show>
      </Match>
      <Match when={props.column === 'quickKey'}>
        <input
          type="checkbox"
          tabindex="-1"
          aria-label={t('office.products.quickKeyOn')}
          checked={props.row.quickKey}
          onClick={event => event.stopPropagation()}
          onChange={event =>
            void changeProduct(props.office, props.row, { quickKey: event.currentTarget.checked })
          }
        />
      </Match>
      <Match when={true}>
        <PlainText text={plainText(props.column, props.row, props.office)} />
      </Match>
    </Switch>
  )
}

function PlainText(props: { readonly text: string }): JSX.Element {
  return (
    <Show when={props.text} fallback={<span class="office-muted">–</span>}>
      {text => (
        <span class="product-table__plain tabular" title={text()}>
          {text()}
        </span>
      )}
    </Show>
  )
}

function plainText(column: ProductColumn, row: ProductRow, office: Office): string {
  switch (column) {
    case 'sku':
    case 'brand':
      return row[column]
    case 'family':
    case 'variant':
      return row[column] ?? ''
    case 'unit':
      return t(`office.unit.${row.unit ?? 'piece'}`)
    case 'barcodes':
      return row.barcodes.join(', ')
    case 'taxClass':
      return office.taxClassName(row.taxClass)
    case 'minimumAge':
      return row.minimumAge === 0 ? '' : t('office.value.years', { years: row.minimumAge })
    default:
      return ''
  }
}

function nameOf(row: ProductRow): string {
  return row.name || t('office.products.unnamed')
}
