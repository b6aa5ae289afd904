import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type ProductId, toId } from '../ids.ts'
import { readByte, readPackedId, writePackedId } from '../log/packed-id.ts'
import { readQuantity, writeQuantity } from '../log/packed-quantity.ts'
import { sameBytes } from '../log/same-bytes.ts'
import type { StockDelta, StockEntry, StockReason } from './stock-move.ts'

/** The first byte of a total; a move has the position of its reason in `REASONS`. Never change what is there. */
const TOTAL = 0
const REASONS: readonly (StockReason | undefined)[] = [
  undefined,
  'sale',
  'opening',
  'receiving',
  'adjustment',
  'waste',
  'return',
]

/** The entry as bytes: 10 for each line whose product id has ten characters, and 3 or 4 beside. Throws `RangeError`. */
export function encodeStockEntry(entry: StockEntry): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, entry.kind === 'total' ? TOTAL : REASONS.indexOf(entry.reason))
  const deltas = entry.kind === 'total' ? entry.totals : entry.deltas
  encoding.writeVarUint(encoder, positive(entry.epoch))
  encoding.writeVarUint(encoder, positive(entry.kind === 'total' ? entry.upTo : entry.number))
  for (const delta of deltas) {
    encoding.writeUint8(encoder, delta.product.length)
    writePackedId(encoder, delta.product)
    writeQuantity(encoder, delta.quantity)
  }
  return encoding.toUint8Array(encoder)
}

/** The entry of a raw log value, or undefined when it is not exactly the bytes that `encodeStockEntry` makes of one. */
export function decodeStockEntry(raw: unknown): StockEntry | undefined {
  if (!(raw instanceof Uint8Array)) return undefined
  try {
    const entry = readStockEntry(decoding.createDecoder(raw))
    return sameBytes(encodeStockEntry(entry), raw) ? entry : undefined
  } catch {
    // lib0 and the readers throw on whatever is not theirs; which of them did is of no interest here.
    return undefined
  }
}

function readStockEntry(decoder: decoding.Decoder): StockEntry {
  const kind = readByte(decoder)
  const reason = REASONS[kind]
  if (kind !== TOTAL && reason === undefined) throw new RangeError(`no stock reason ${kind}`)
  const epoch = positive(decoding.readVarUint(decoder))
  const number = positive(decoding.readVarUint(decoder))
  const deltas: StockDelta[] = []
  while (decoding.hasContent(decoder)) {
    const product = toId<ProductId>(readPackedId(decoder, readByte(decoder)))
    deltas.push({ product, quantity: readQuantity(decoder) })
  }
  if (reason === undefined) return { kind: 'total', epoch, upTo: number, totals: deltas }
  return { kind: 'move', epoch, number, reason, deltas }
}

function positive(value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`not a number from 1: ${value}`)
  return value
}
