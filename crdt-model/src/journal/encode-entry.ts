import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type PersonId, parseId } from '../ids.ts'
import { readByte, readPackedId, writePackedId } from '../log/packed-id.ts'
import { sameBytes } from '../log/same-bytes.ts'
import { codeOf, readEvent, writeEventBody } from './event-forms.ts'
import type { JournalEntry } from './journal-entry.ts'

/** The first byte of every entry. Another form of entry gets another number, so that old ones stay readable. */
export const JOURNAL_VERSION = 1
export const SIGNATURE_BYTES = 64
export const PREVIOUS_BYTES = 8

/** The longest entry that is written and read: a sale of more than 4,000 usual lines. */
export const MAX_ENTRY_BYTES = 65_536

/** Milliseconds since 1970 up to the year 9999. */
const MAX_TIME = 253_402_300_799_999
/** Offsets in use are −12 to +14 hours. */
const MAX_OFFSET = 15 * 60

/** An entry as it was read, with the two parts of its bytes: what is hashed, and the signature. */
export interface DecodedEntry {
  readonly entry: JournalEntry
  /** The whole entry. */
  readonly bytes: Uint8Array
  /** The entry without its signature. */
  readonly content: Uint8Array
  readonly signature: Uint8Array
}

/**
 * The entry as canonical bytes, without its signature: one form for one entry. SPEC J1.
 * Throws `RangeError` when a number is out of bounds or an id is not one.
 */
export function encodeEntry(entry: JournalEntry): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, JOURNAL_VERSION)
  encoding.writeUint8(encoder, codeOf(entry.event))
  encoding.writeVarUint(encoder, within(entry.epoch, 1, Number.MAX_SAFE_INTEGER))
  encoding.writeVarUint(encoder, within(entry.number, 1, Number.MAX_SAFE_INTEGER))
  encoding.writeVarUint(encoder, within(entry.at, 0, MAX_TIME))
  encoding.writeVarInt(encoder, within(entry.offsetMinutes, -MAX_OFFSET, MAX_OFFSET))
  encoding.writeUint8(encoder, entry.operator?.length ?? 0)
  if (entry.operator !== null) writePackedId(encoder, entry.operator)
  if (entry.previous.length !== PREVIOUS_BYTES) throw new RangeError(`previous is ${PREVIOUS_BYTES} bytes`)
  encoding.writeUint8Array(encoder, entry.previous)
  writeEventBody(encoder, entry.event)
  const content = encoding.toUint8Array(encoder)
  if (content.length + SIGNATURE_BYTES > MAX_ENTRY_BYTES) throw new RangeError('the entry is too long')
  return content
}

/**
 * The entry of sealed bytes, or undefined when they are not exactly the bytes that `encodeEntry` makes of an entry
 * with a signature behind: whatever is too short, too long, out of bounds or written in another way. SPEC J2.
 */
export function decodeEntry(bytes: Uint8Array): DecodedEntry | undefined {
  if (bytes.length <= SIGNATURE_BYTES || bytes.length > MAX_ENTRY_BYTES) return undefined
  const content = bytes.subarray(0, bytes.length - SIGNATURE_BYTES)
  const signature = bytes.subarray(bytes.length - SIGNATURE_BYTES)
  try {
    const entry = readEntry(decoding.createDecoder(content))
    return sameBytes(encodeEntry(entry), content) ? { entry, bytes, content, signature } : undefined
  } catch {
    // lib0 and the readers throw on whatever is not theirs; which of them did is of no interest here.
    return undefined
  }
}

function readEntry(decoder: decoding.Decoder): JournalEntry {
  if (readByte(decoder) !== JOURNAL_VERSION) throw new RangeError('not this version')
  const code = readByte(decoder)
  const epoch = decoding.readVarUint(decoder)
  const number = decoding.readVarUint(decoder)
  const at = decoding.readVarUint(decoder)
  const offsetMinutes = decoding.readVarInt(decoder)
  const operator = readOperator(decoder)
  const previous = readExactly(decoder, PREVIOUS_BYTES)
  return { epoch, number, at, offsetMinutes, operator, previous, event: readEvent(decoder, code) }
}

function readOperator(decoder: decoding.Decoder): PersonId | null {
  const characters = readByte(decoder)
  return characters === 0 ? null : (parseId<PersonId>(readPackedId(decoder, characters)) ?? null)
}

function readExactly(decoder: decoding.Decoder, length: number): Uint8Array {
  if (decoder.pos + length > decoder.arr.length) throw new RangeError('unexpected end')
  return decoding.readUint8Array(decoder, length).slice()
}

function within(value: number, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new RangeError(`out of range: ${value}`)
  return value
}
