import * as decoding from 'lib0/decoding'

/** Reads a text. The bounds are checked here: lib0 reads on into whatever buffer the frame is a view of. */
export function readText(decoder: decoding.Decoder): string {
  const length = decoding.peekVarUint(decoder)
  if (length >= decoder.arr.length - decoder.pos) throw new RangeError('the message is cut off')
  return decoding.readVarString(decoder)
}
