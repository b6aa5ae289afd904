import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** The largest quantity an entry may hold, in thousandths: a thousand million pieces. */
export const MAX_QUANTITY = 1_000_000_000_000

/** Writes a quantity in thousandths; whole pieces, as nearly all are, take a byte up to 31. */
export function writeQuantity(encoder: encoding.Encoder, quantity: number): void {
  if (!isQuantity(quantity)) throw new RangeError(`not a quantity: ${quantity}`)
  encoding.writeVarInt(encoder, quantity % 1000 === 0 ? (quantity / 1000) * 2 + 0 : quantity * 2 + 1)
}

/** Reads a quantity in thousandths. Throws `RangeError` when out of bounds. */
export function readQuantity(decoder: decoding.Decoder): number {
  const packed = decoding.readVarInt(decoder)
  const quantity = packed % 2 === 0 ? (packed / 2) * 1000 + 0 : (packed - 1) / 2
  if (!isQuantity(quantity)) throw new RangeError(`not a quantity: ${quantity}`)
  return quantity
}

export function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && Math.abs(value) <= MAX_QUANTITY
}
