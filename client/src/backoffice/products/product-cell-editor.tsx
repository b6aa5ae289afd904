import { NO_CURRENCY, type Product, UNITS } from '@evertill/crdt-model'
import { createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { fieldWords } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { cellText, readCell, type TextField } from './product-cells.ts'
import type { TableModel } from './product-table.tsx'

type Finish = TableModel['finish']

interface EditorProps<Field> {
  readonly field: Field
  readonly row: ProductRow
  readonly onSave: (values: Partial<Product>) => void
  readonly onFinish: Finish
}

/** A cell's text while it is edited: saved as it is left, or kept open with the reason why it cannot be. */
export function TextCellEditor(
  props: EditorProps<TextField> & { readonly typed: string | null },
): JSX.Element {
  const office = useOffice()
  const errorId = createUniqueId()
  const currency = office.catalogs()?.find(each => each.id === props.row.catalog)?.currency ?? NO_CURRENCY
  const before = cellText(props.field, props.row, currency)
  const [text, setText] = createSignal(props.typed ?? before)
  const [problem, setProblem] = createSignal<string>()
  let input: HTMLInputElement | undefined
  let over = false

  onMount(() => {
    input?.focus()
    if (props.typed === null) input?.select()
  })
  const save = (move: Parameters<Finish>[0]) => {
    if (over) return
    const reading = text() === before ? undefined : readCell(props.field, text(), currency)
    if (reading !== undefined && !reading.ok) {
      setProblem(problemWords(reading.problem))
      return
    }
    over = true
    if (reading !== undefined) props.onSave(reading.values)
    props.onFinish(move)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save('down')
    else if (event.key === 'Tab') save(event.shiftKey ? 'previous' : 'next')
    else if (event.key === 'Escape') {
      over = true
      props.onFinish('stay')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="product-editor">
      <input
        ref={input}
        class="product-editor__input"
        classList={{ 'product-editor__input--invalid': problem() !== undefined }}
        type="text"
        autocomplete="off"
        spellcheck={props.field === 'name'}
        inputmode={props.field === 'price' ? 'decimal' : props.field === 'minimumAge' ? 'numeric' : 'text'}
        aria-label={fieldWords(props.field)}
        aria-invalid={problem() === undefined ? undefined : 'true'}
        aria-describedby={problem() === undefined ? undefined : errorId}
        value={text()}
        onInput={event => {
          setText(event.currentTarget.value)
          setProblem(undefined)
        }}
        onKeyDown={onKey}
        onBlur={() => save('left')}
      />
      <Show when={problem()}>
        {words => (
          <p id={errorId} class="product-editor__problem" role="alert">
            {words()}
          </p>
        )}
      </Show>
    </div>
  )
}

/** A department, tax or unit while it is chosen, by the system's own picker. */
export function ChoiceCellEditor(props: EditorProps<'department' | 'taxClass' | 'unit'>): JSX.Element {
  const office = useOffice()
  let select: HTMLSelectElement | undefined
  let over = false
  const departments = () =>
    (office.departments() ?? []).filter(
      each => each.catalog === props.row.catalog && (!each.archived || each.id === props.row.department),
    )
  const taxClasses = () => office.taxClasses() ?? []
  const units = () => UNITS.map(unit => ({ id: unit, name: t(`office.unit.${unit}`) }))
  const options = (): readonly { readonly id: string; readonly name: string }[] => {
    if (props.field === 'unit') return units()
    return props.field === 'department' ? departments() : taxClasses()
  }
  const value = () => (props.field === 'unit' ? (props.row.unit ?? 'piece') : props.row[props.field])

  onMount(() => {
    select?.focus()
    try {
      select?.showPicker()
    } catch {
      // Not every browser opens a picker by itself; the arrows work all the same.
    }
  })
  const finish = (move: Parameters<Finish>[0]) => {
    if (over) return
    over = true
    props.onFinish(move)
  }
  const choose = (chosen: string) => {
    if (props.field === 'unit') props.onSave({ unit: UNITS.find(unit => unit === chosen) ?? 'piece' })
    else if (props.field === 'department') props.onSave({ department: idOrNull(chosen, departments()) })
    else props.onSave({ taxClass: idOrNull(chosen, taxClasses()) })
  }
  return (
    <select
      ref={select}
      class="product-editor__input"
      aria-label={fieldWords(props.field)}
      onChange={event => {
        choose(event.currentTarget.value)
        finish('stay')
      }}
      onBlur={() => finish('left')}
      onKeyDown={event => {
        if (event.key === 'Escape') finish('stay')
        else if (event.key === 'Tab') {
          event.preventDefault()
          finish(event.shiftKey ? 'previous' : 'next')
        }
        event.stopPropagation()
      }}
    >
      <Show when={props.field !== 'unit'}>
        <option value="" selected={value() === null}>
          {t('office.value.none')}
        </option>
      </Show>
      <For each={options()}>
        {option => (
          <option value={option.id} selected={option.id === value()}>
            {option.name}
          </option>
        )}
      </For>
    </select>
  )
}

/** The chosen one of the options that were offered; the empty value is none. */
function idOrNull<Id extends string>(value: string, options: readonly { readonly id: Id }[]): Id | null {
  return options.find(option => option.id === value)?.id ?? null
}
