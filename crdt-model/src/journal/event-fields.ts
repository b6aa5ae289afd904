import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type AnyId, toId } from '../ids.ts'
import { readByte, readPackedId, writePackedId } from '../log/packed-id.ts'
import type { CurrencyCode } from '../money/money.ts'

/** How the fields of events are written; each reader throws `RangeError` on what its writer would not have written. */

/** Amounts stay below a hundred thousand million in any currency's minor unit. */
const MAX_AMOUNT = 10_000_000_000_000
const MAX_COUNT = 4096
const MAX_TEXT_LENGTH = 200

export function writeAmount(encoder: encoding.Encoder, amount: number): void {
  encoding.writeVarInt(encoder, inRange(amount, -MAX_AMOUNT, MAX_AMOUNT) + 0)
}

export function readAmount(decoder: decoding.Decoder): number {
  return inRange(decoding.readVarInt(decoder), -MAX_AMOUNT, MAX_AMOUNT)
}

export function writeCount(encoder: encoding.Encoder, count: number): void {
  encoding.writeVarUint(encoder, inRange(count, 0, MAX_COUNT))
}

export function readCount(decoder: decoding.Decoder): number {
  return inRange(decoding.readVarUint(decoder), 0, MAX_COUNT)
}

/** A whole number from 0 on. */
export function writeNumber(encoder: encoding.Encoder, value: number): void {
  encoding.writeVarUint(encoder, inRange(value, 0, Number.MAX_SAFE_INTEGER))
}

export function readNumber(decoder: decoding.Decoder): number {
  return inRange(decoding.readVarUint(decoder), 0, Number.MAX_SAFE_INTEGER)
}

export function writeText(encoder: encoding.Encoder, text: string): void {
  if (text.length > MAX_TEXT_LENGTH) throw new RangeError('a text is too long')
  encoding.writeVarString(encoder, text)
}

/** The length is checked first: lib0 would read past the end of a view into what lies behind it. */
export function readText(decoder: decoding.Decoder): string {
  const length = decoding.peekVarUint(decoder)
  if (length > MAX_TEXT_LENGTH * 3 || decoder.pos + length >= decoder.arr.length)
    throw new RangeError('bad text')
  return decoding.readVarString(decoder)
}

/** An id with its length before it. */
export function writeId(encoder: encoding.Encoder, id: AnyId): void {
  encoding.writeUint8(encoder, id.length)
  writePackedId(encoder, id)
}

export function readId<Id extends AnyId>(decoder: decoding.Decoder): Id {
  return toId<Id>(readPackedId(decoder, readByte(decoder)))
}

/** An id or none: the length 0 stands for none. */
export function writeOptionalId(encoder: encoding.Encoder, id: AnyId | null): void {
  if (id === null) encoding.writeUint8(encoder, 0)
  else writeId(encoder, id)
}

export function readOptionalId<Id extends AnyId>(decoder: decoding.Decoder): Id | null {
  const characters = readByte(decoder)
  return characters === 0 ? null : toId<Id>(readPackedId(decoder, characters))
}

/** Three letters of 26 in two bytes. */
export function writeCurrency(encoder: encoding.Encoder, currency: CurrencyCode): void {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not a currency: ${JSON.stringify(currency)}`)
  const [first = 0, second = 0, third = 0] = [...currency].map(letter => letter.charCodeAt(0) - 65)
  encoding.writeUint16(encoder, (first * 26 + second) * 26 + third)
}

export function readCurrency(decoder: decoding.Decoder): CurrencyCode {
  const packed = readByte(decoder) + readByte(decoder) * 256
  if (packed >= 26 ** 3) throw new RangeError('not a currency')
  const letters = [Math.floor(packed / 676), Math.floor(packed / 26) % 26, packed % 26]
  return asCurrency(String.fromCharCode(...letters.map(letter => letter + 65)))
}

/** One of a few words, as its place in the list. */
export function writeChoice<Word extends string>(
  encoder: encoding.Encoder,
  words: readonly Word[],
  word: Word,
): void {
  encoding.writeUint8(encoder, inRange(words.indexOf(word), 0, words.length - 1))
}

export function readChoice<Word extends string>(decoder: decoding.Decoder, words: readonly Word[]): Word {
  const word = words[readByte(decoder)]
  if (word === undefined) throw new RangeError('no such word')
  return word
}

export function writeMany<Value>(
  encoder: encoding.Encoder,
  values: readonly Value[],
  write: (value: Value) => void,
): void {
  writeCount(encoder, values.length)
  for (const value of values) write(value)
}

export function readMany<Value>(decoder: decoding.Decoder, read: () => Value): Value[] {
  return readTimes(readCount(decoder), read)
}

export function readTimes<Value>(count: number, read: () => Value): Value[] {
  const values: Value[] = []
  for (let i = 0; i < count; i++) values.push(read())
  return values
}

/** Flags as a byte; those that are not known are refused. */
export function readFlags(decoder: decoding.Decoder, known: number): number {
  const flags = readByte(decoder)
  if ((flags & ~known) !== 0) throw new RangeError(`no such flags: ${flags}`)
  return flags
}

export function inRange(value: number, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new RangeError(`out of range: ${value}`)
  return value
}

/** Guaranteed by the caller: three letters A to Z. */
function asCurrency(code: string): CurrencyCode {
  return code as CurrencyCode
}
