import type { JournalHead } from '@evertill/crdt-model'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { JournalRow } from '../local/database.ts'
import type { Witness } from './protocol.ts'

/**
 * The bytes of the till's second witness, a file outside the database: the end of the journal when the file was
 * begun, then each entry as it was written. A frame is its length and CRC-32 (both little-endian, 32 bits), then
 * lib0 `any`. Reading stops at the first frame that is not whole: a torn tail costs only itself.
 */
export interface WitnessContent {
  /** The end of the journal when the file was begun: the relay had everything up to it. Null when it began empty. */
  readonly begin: Witness | null
  /** The furthest end of the journal that the file knows of, or null for an empty file. */
  readonly end: Witness | null
  readonly rows: JournalRow[]
  /** Bytes that could be read; what stands behind them is a torn tail. */
  readonly length: number
}

type Frame =
  | { readonly kind: 'end'; readonly end: Witness }
  | { readonly kind: 'row'; readonly row: JournalRow }

const HEADER = 8

export function encodeEndFrame(end: Witness): Uint8Array {
  return encodeFrame({ kind: 'end', end })
}

export function encodeRowFrame(row: JournalRow): Uint8Array {
  return encodeFrame({ kind: 'row', row })
}

/** What the bytes of a witness file say. Never throws: what cannot be read is left out. */
export function readWitnessLog(bytes: Uint8Array): WitnessContent {
  let begin: Witness | null = null
  let end: Witness | null = null
  let length = 0
  const rows: JournalRow[] = []
  for (const { frame, next } of frames(bytes)) {
    const here = frame.kind === 'end' ? frame.end : witnessOf(frame.row)
    if (frame.kind === 'row') rows.push(frame.row)
    else if (length === 0) begin = frame.end
    if (!end || here.number >= end.number) end = here
    length = next
  }
  return { begin, end, rows, length }
}

/** The end of the journal after this entry. */
export function witnessOf(entry: { epoch: number; number: number; hash: Uint8Array }): Witness {
  return { epoch: entry.epoch, number: entry.number, hash: toHex(entry.hash) }
}

/** The state of the journal that a witness tells of. */
export function headOfWitness(witness: Witness): JournalHead {
  const pairs = witness.hash.match(/../g) ?? []
  const hash = Uint8Array.from(pairs, pair => Number.parseInt(pair, 16))
  return { epoch: witness.epoch, number: witness.number, hash }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function encodeFrame(frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, frame as unknown as Parameters<typeof encoding.writeAny>[1])
  const payload = encoding.toUint8Array(encoder)
  const out = new Uint8Array(HEADER + payload.length)
  const view = new DataView(out.buffer)
  view.setUint32(0, payload.length, true)
  view.setUint32(4, crc32(payload), true)
  out.set(payload, HEADER)
  return out
}

function* frames(bytes: Uint8Array): Generator<{ frame: Frame; next: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + HEADER <= bytes.length) {
    const length = view.getUint32(at, true)
    const from = at + HEADER
    if (length === 0 || from + length > bytes.length) return
    const payload = bytes.subarray(from, from + length)
    if (crc32(payload) !== view.getUint32(at + 4, true)) return
    at = from + length
    yield { frame: decodeFrame(payload), next: at }
  }
}

/** A payload whose checksum is right is one that `encodeFrame` wrote. */
function decodeFrame(payload: Uint8Array): Frame {
  return decoding.readAny(decoding.createDecoder(payload)) as Frame
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1
  return value
})

/** CRC-32 as in ISO-HDLC (zip, PNG). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffff_ffff) >>> 0
}
