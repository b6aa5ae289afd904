import {
  type CashCount as Count,
  type CurrencyCode,
  countedAmount,
  denominationsOf,
} from '@evertill/crdt-model'
import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js'
import { formatAmount, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { Money } from '../../ui/money.tsx'
import { enteredValue, pressKey } from '../digits.ts'
import './cash-count.css'

export interface CashCountProps {
  readonly currency: CurrencyCode
  readonly count: Count
  readonly onCount: (count: Count) => void
  /** Enter in the last row. */
  readonly onEnter: () => void
}

/** The row of cash that was not counted by piece. */
const LOOSE = 'loose'
type Row = number | typeof LOOSE

/** Nobody counts a hundred thousand coins. */
const PIECE_DIGITS = 5

/** Cash by coin and note: a row for each, the keypad for the row that is chosen, and the total. SPEC Z4. */
export function CashCount(props: CashCountProps): JSX.Element {
  const pieces = createMemo(() => denominationsOf(props.currency))
  const rows = createMemo((): Row[] => [
    ...(pieces()?.notes.toReversed() ?? []),
    ...(pieces()?.coins.toReversed() ?? []),
    LOOSE,
  ])
  const [active, setActive] = createSignal<Row>(rows()[0] ?? LOOSE)
  // Else the keypad beside the rows is the keyboard of a tablet.
  const hasOwnKeys = window.matchMedia('(max-width: 743px)').matches
  const fields = new Map<Row, HTMLInputElement>()
  onMount(() => fields.get(active())?.focus())

  const entered = (row: Row) =>
    row === LOOSE ? props.count.loose : (props.count.pieces.find(({ value }) => value === row)?.count ?? 0)
  const setValue = (row: Row, value: number) => {
    if (row === LOOSE) return props.onCount({ ...props.count, loose: value })
    const others = props.count.pieces.filter(piece => piece.value !== row)
    props.onCount({
      ...props.count,
      pieces:
        value === 0 ? others : [...others, { value: row, count: value }].sort((a, b) => b.value - a.value),
    })
  }
  const press = (row: Row, key: KeypadKey) => {
    const digits = entered(row) === 0 ? '' : String(entered(row))
    setValue(row, enteredValue(pressKey(digits, key, row === LOOSE ? undefined : PIECE_DIGITS)))
  }
  const move = (row: Row, by: 1 | -1) => {
    const next = rows()[rows().indexOf(row) + by]
    if (next === undefined) return by === 1 && props.onEnter()
    fields.get(next)?.focus()
  }
  const onKey = (row: Row, event: KeyboardEvent) => {
    const key = keypadKeyOf(event)
    if (key !== undefined) press(row, key)
    else if (event.key === 'Enter' || event.key === 'ArrowDown') move(row, 1)
    else if (event.key === 'ArrowUp') move(row, -1)
    else return
    event.preventDefault()
  }

  const Line = (line: { readonly row: Row; readonly label: string; readonly name: string }): JSX.Element => {
    const id = createUniqueId()
    const shown = () => {
      const value = entered(line.row)
      if (value === 0) return ''
      return line.row === LOOSE ? formatAmount(value, props.currency) : String(value)
    }
    return (
      <div class="cash-count__row" classList={{ 'cash-count__row--active': active() === line.row }}>
        <label for={id} class="cash-count__value tabular">
          {line.label}
          <span class="visually-hidden"> {line.name}</span>
        </label>
        <input
          ref={element => fields.set(line.row, element)}
          id={id}
          class="ui-input cash-count__input tabular"
          inputmode={hasOwnKeys ? 'numeric' : 'none'}
          autocomplete="off"
          placeholder="0"
          value={shown()}
          onFocus={event => {
            setActive(line.row)
            event.currentTarget.select()
          }}
          onKeyDown={event => onKey(line.row, event)}
          onInput={event =>
            setValue(line.row, enteredValue(event.currentTarget.value.replace(/\D/g, '').slice(0, 11)))
          }
        />
        <span class="cash-count__sum tabular">
          {line.row === LOOSE || entered(line.row) === 0
            ? ''
            : formatMoney(line.row * entered(line.row), props.currency)}
        </span>
      </div>
    )
  }
  const group = (title: string, values: readonly number[]) => (
    <fieldset class="cash-count__group">
      <legend>{title}</legend>
      <For each={values.toReversed()}>
        {value => {
          const label = formatMoney(value, props.currency)
          return <Line row={value} label={label} name={t('shift.count.pieces', { value: label })} />
        }}
      </For>
    </fieldset>
  )

  return (
    <div class="cash-count">
      <div class="cash-count__rows">
        <Show when={pieces()}>
          {known => (
            <>
              {group(t('shift.count.notes'), known().notes)}
              {group(t('shift.count.coins'), known().coins)}
            </>
          )}
        </Show>
        <div class="cash-count__loose">
          <Line row={LOOSE} label={t('shift.count.other')} name="" />
        </div>
      </div>
      <div class="cash-count__side">
        <p class="cash-count__total">
          <span>{t('shift.count.total')}</span>
          <output>
            <Money minor={countedAmount(props.count)} currency={props.currency} />
          </output>
        </p>
        {/* The focus stays in the row. */}
        <div class="cash-count__keypad" onPointerDown={event => event.preventDefault()}>
          <Keypad corner="00" label={t('shift.count.keypad')} onKey={key => press(active(), key)} />
        </div>
      </div>
    </div>
  )
}
