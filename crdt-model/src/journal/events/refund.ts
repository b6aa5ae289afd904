import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { TillId } from '../../ids.ts'
import { readByte } from '../../log/packed-id.ts'
import { readFullSale, writeFullSale } from '../encode-sale.ts'
import { inRange, readId, readNumber, readText, writeId, writeNumber, writeText } from '../event-fields.ts'
import type { SaleEvent } from '../journal-entry.ts'

/** An entry of some till's journal. */
export interface EntryReference {
  readonly till: TillId
  readonly epoch: number
  readonly number: number
}

/** Where goods that came back come from and go to. */
export interface ReturnedLine {
  /** The line of the sale they were bought in, from 0; null without a receipt. */
  readonly line: number | null
  /** Whether they go back on the shelf; spoiled ones do not. */
  readonly restock: boolean
}

/** Goods came back and money was paid out. Amounts are above 0. SPEC X. */
export interface RefundEvent {
  readonly kind: 'refund'
  /** The sale they were bought in; null without a receipt. */
  readonly of: EntryReference | null
  readonly reason: string
  /** What came back, in the form of a sale: its `tenders` are what was paid out, its `change` is 0. */
  readonly goods: SaleEvent
  /** One for each line of `goods`. */
  readonly origins: readonly ReturnedLine[]
}

/** The last sale was undone as if it had not been. SPEC X5. */
export interface VoidEvent {
  readonly kind: 'void'
  /** The number of the sale, in the same epoch. */
  readonly number: number
  readonly reason: string
  /** The sale as it was: whoever adds up takes it off again. */
  readonly sale: SaleEvent
}

/** Goods came back and others were bought in one go: both are there or neither. SPEC X6. */
export interface ExchangeEvent {
  readonly kind: 'exchange'
  readonly refund: RefundEvent
  readonly sale: SaleEvent
}

export function writeRefund(encoder: encoding.Encoder, { of, reason, goods, origins }: RefundEvent): void {
  if (origins.length !== goods.lines.length) throw new RangeError('an origin for each line')
  encoding.writeUint8(encoder, of === null ? 0 : 1)
  if (of !== null) writeReference(encoder, of)
  writeText(encoder, reason)
  writeFullSale(encoder, goods)
  for (const { line, restock } of origins) {
    writeNumber(encoder, (line === null ? 0 : inRange(line, 0, 4095) + 1) * 2 + (restock ? 1 : 0))
  }
}

export function readRefund(decoder: decoding.Decoder): RefundEvent {
  const of = readByte(decoder) === 0 ? null : readReference(decoder)
  const reason = readText(decoder)
  const goods = readFullSale(decoder)
  const origins = goods.lines.map(() => readOrigin(decoder))
  return { kind: 'refund', of, reason, goods, origins }
}

export function writeVoid(encoder: encoding.Encoder, { number, reason, sale }: VoidEvent): void {
  writeNumber(encoder, number)
  writeText(encoder, reason)
  writeFullSale(encoder, sale)
}

export function readVoid(decoder: decoding.Decoder): VoidEvent {
  const number = readNumber(decoder)
  const reason = readText(decoder)
  return { kind: 'void', number, reason, sale: readFullSale(decoder) }
}

export function writeExchange(encoder: encoding.Encoder, { refund, sale }: ExchangeEvent): void {
  writeRefund(encoder, refund)
  writeFullSale(encoder, sale)
}

export function readExchange(decoder: decoding.Decoder): ExchangeEvent {
  const refund = readRefund(decoder)
  return { kind: 'exchange', refund, sale: readFullSale(decoder) }
}

function readOrigin(decoder: decoding.Decoder): ReturnedLine {
  const packed = readNumber(decoder)
  const line = Math.floor(packed / 2)
  return { line: line === 0 ? null : inRange(line, 1, 4096) - 1, restock: packed % 2 === 1 }
}

function writeReference(encoder: encoding.Encoder, { till, epoch, number }: EntryReference): void {
  writeId(encoder, till)
  writeNumber(encoder, epoch)
  writeNumber(encoder, number)
}

function readReference(decoder: decoding.Decoder): EntryReference {
  const till = readId<TillId>(decoder)
  const epoch = readNumber(decoder)
  return { till, epoch, number: readNumber(decoder) }
}
