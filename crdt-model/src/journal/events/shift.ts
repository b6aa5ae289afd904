import type * as decoding from 'lib0/decoding'
import type * as encoding from 'lib0/encoding'
import type { CurrencyCode } from '../../money/money.ts'
import {
  readAmount,
  readCurrency,
  readMany,
  readNumber,
  readText,
  writeAmount,
  writeCurrency,
  writeMany,
  writeNumber,
  writeText,
} from '../event-fields.ts'

/** So many coins or notes of one value. */
export interface CountedPieces {
  /** Minor units. */
  readonly value: number
  readonly count: number
}

/** Cash of one currency as it was counted, without knowing what was expected. SPEC Z4. */
export interface CashCount {
  readonly currency: CurrencyCode
  readonly pieces: readonly CountedPieces[]
  /** Minor units that were not counted by piece. */
  readonly loose: number
}

/** A drawer was put in. SPEC Z1. */
export interface ShiftOpenEvent {
  readonly kind: 'shift-open'
  /** Counts the shifts of this till from 1. */
  readonly shift: number
  readonly float: readonly CashCount[]
}

/** The drawer was counted and taken out. What was expected follows from the entries before. SPEC Z1, Z4. */
export interface ShiftCloseEvent {
  readonly kind: 'shift-close'
  readonly shift: number
  readonly counted: readonly CashCount[]
  /** Why it is over or short, or empty. */
  readonly reason: string
}

/** Money was put in or taken out for another reason than a sale. SPEC Z3. */
export interface CashMoveEvent {
  readonly kind: 'cash-in' | 'cash-out' | 'drop'
  readonly currency: CurrencyCode
  /** Minor units, above 0. */
  readonly amount: number
  /** Why; the number of the bag for a drop into the safe. */
  readonly reason: string
}

export function writeShiftOpen(encoder: encoding.Encoder, { shift, float }: ShiftOpenEvent): void {
  writeNumber(encoder, shift)
  writeMany(encoder, float, count => writeCount(encoder, count))
}

export function readShiftOpen(decoder: decoding.Decoder): ShiftOpenEvent {
  const shift = readNumber(decoder)
  return { kind: 'shift-open', shift, float: readMany(decoder, () => readCount(decoder)) }
}

export function writeShiftClose(encoder: encoding.Encoder, event: ShiftCloseEvent): void {
  writeNumber(encoder, event.shift)
  writeMany(encoder, event.counted, count => writeCount(encoder, count))
  writeText(encoder, event.reason)
}

export function readShiftClose(decoder: decoding.Decoder): ShiftCloseEvent {
  const shift = readNumber(decoder)
  const counted = readMany(decoder, () => readCount(decoder))
  return { kind: 'shift-close', shift, counted, reason: readText(decoder) }
}

export function writeCashMove(encoder: encoding.Encoder, event: CashMoveEvent): void {
  writeCurrency(encoder, event.currency)
  writeAmount(encoder, event.amount)
  writeText(encoder, event.reason)
}

export function readCashMove(decoder: decoding.Decoder, kind: CashMoveEvent['kind']): CashMoveEvent {
  const currency = readCurrency(decoder)
  const amount = readAmount(decoder)
  return { kind, currency, amount, reason: readText(decoder) }
}

function writeCount(encoder: encoding.Encoder, { currency, pieces, loose }: CashCount): void {
  writeCurrency(encoder, currency)
  writeMany(encoder, pieces, ({ value, count }) => {
    writeNumber(encoder, value)
    writeNumber(encoder, count)
  })
  writeAmount(encoder, loose)
}

function readCount(decoder: decoding.Decoder): CashCount {
  const currency = readCurrency(decoder)
  const pieces = readMany(decoder, () => {
    const value = readNumber(decoder)
    return { value, count: readNumber(decoder) }
  })
  return { currency, pieces, loose: readAmount(decoder) }
}
