import type { CashCount, CashMoveEvent, ShiftCloseEvent, ShiftOpenEvent } from '../journal/events/shift.ts'
import type { CurrencyCode } from '../money/money.ts'
import { isAmount } from '../sale/limits.ts'
import { foldShift, type ShiftEntry, splitShifts } from './fold-shift.ts'
import { countedAmount } from './sum-drawer.ts'

export type ShiftRefusal =
  | { readonly code: 'shift-open' }
  | { readonly code: 'no-shift-open' }
  | { readonly code: 'bad-count' }
  | { readonly code: 'amount-out-of-range' }
  | { readonly code: 'reason-missing' }
  /** There is not so much in the drawer: `left` minor units by what was journaled. */
  | { readonly code: 'not-in-drawer'; readonly left: number }
  /** What was counted is not what should be there, and nobody said why. */
  | { readonly code: 'unexplained'; readonly differences: readonly CountDifference[] }

/** By how much a count is over, or below 0 short. */
export interface CountDifference {
  readonly currency: CurrencyCode
  readonly overShort: number
}

export type ShiftStep<Event> =
  | { readonly ok: true; readonly event: Event }
  | { readonly ok: false; readonly refusal: ShiftRefusal }

/** The entries of the shift that is open, or undefined when none is. SPEC Z1. */
export function openShift<Entry extends ShiftEntry>(entries: Iterable<Entry>): Entry[] | undefined {
  const last = splitShifts(entries).at(-1)
  const isOpen =
    last?.some(({ event }) => event.kind === 'shift-open') && last.at(-1)?.event.kind !== 'shift-close'
  return isOpen ? last : undefined
}

/** Opens the till's next shift. Refused: `shift-open`, `bad-count`. SPEC Z1. */
export function openShiftEvent(
  entries: readonly ShiftEntry[],
  float: readonly CashCount[],
): ShiftStep<ShiftOpenEvent> {
  if (openShift(entries)) return refused({ code: 'shift-open' })
  if (!float.every(isCount)) return refused({ code: 'bad-count' })
  return { ok: true, event: { kind: 'shift-open', shift: lastShift(entries) + 1, float } }
}

/**
 * Closes the open shift. The count needs nothing of what is expected; a count that is over or short needs a reason, and
 * any reason will do. Refused: `no-shift-open`, `bad-count`, `unexplained`. SPEC Z4.
 */
export function closeShiftEvent(
  entries: readonly ShiftEntry[],
  counted: readonly CashCount[],
  reason: string,
): ShiftStep<ShiftCloseEvent> {
  const entriesOfShift = openShift(entries)
  const shift = entriesOfShift && foldShift(entriesOfShift)?.shift
  if (!entriesOfShift || shift === undefined || shift === null) return refused({ code: 'no-shift-open' })
  if (!counted.every(isCount)) return refused({ code: 'bad-count' })
  const event: ShiftCloseEvent = { kind: 'shift-close', shift, counted, reason: reason.trim() }
  const differences = differencesOf(entriesOfShift, event)
  if (differences.length > 0 && event.reason === '') return refused({ code: 'unexplained', differences })
  return { ok: true, event }
}

/** By how much the count is off, in each currency in which it is. */
function differencesOf(entries: readonly ShiftEntry[], close: ShiftCloseEvent): CountDifference[] {
  const last = entries.at(-1)
  if (last === undefined) return []
  const { epoch, number, at } = last
  const totals = foldShift([...entries, { epoch, number: number + 1, at, event: close }])
  return (totals?.drawer ?? []).flatMap(({ currency, overShort }) =>
    overShort === null || overShort === 0 ? [] : [{ currency, overShort }],
  )
}

/**
 * Puts cash in, takes it out, or drops it into the safe. Refused: `no-shift-open`, `amount-out-of-range`,
 * `reason-missing`, `not-in-drawer`. SPEC Z3.
 */
export function moveCashEvent(
  entries: readonly ShiftEntry[],
  kind: CashMoveEvent['kind'],
  currency: CurrencyCode,
  amount: number,
  reason: string,
): ShiftStep<CashMoveEvent> {
  const shift = openShift(entries)
  if (!shift) return refused({ code: 'no-shift-open' })
  if (!isAmount(amount) || amount === 0) return refused({ code: 'amount-out-of-range' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  const left = foldShift(shift)?.drawer.find(each => each.currency === currency)?.expected ?? 0
  if (kind !== 'cash-in' && amount > left) return refused({ code: 'not-in-drawer', left: Math.max(0, left) })
  return { ok: true, event: { kind, currency, amount, reason: reason.trim() } }
}

function isCount(count: CashCount): boolean {
  const isCounted = count.pieces.every(
    ({ value, count: pieces }) => isAmount(value) && value > 0 && isAmount(pieces),
  )
  return isCounted && isAmount(count.loose) && isAmount(countedAmount(count))
}

function lastShift(entries: readonly ShiftEntry[]): number {
  return entries.reduce(
    (last, { event }) =>
      event.kind === 'shift-open' || event.kind === 'shift-close' ? Math.max(last, event.shift) : last,
    0,
  )
}

function refused<Event>(refusal: ShiftRefusal): ShiftStep<Event> {
  return { ok: false, refusal }
}
