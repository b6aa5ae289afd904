import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isId } from '../ids.ts'

const SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

/** How many bytes an id of so many characters takes: ids have 64 symbols, six bits each. */
function packedLength(characters: number): number {
  return Math.ceil((characters * 6) / 8)
}

/** Writes an id at six bits a character, without its length: ten characters take eight bytes. */
export function writePackedId(encoder: encoding.Encoder, id: string): void {
  if (!isId(id)) throw new RangeError(`not an id: ${JSON.stringify(id)}`)
  let bits = 0
  let held = 0
  for (let i = 0; i < id.length; i++) {
    bits = (bits << 6) | SYMBOLS.indexOf(id.charAt(i))
    held += 6
    if (held >= 8) {
      held -= 8
      encoding.writeUint8(encoder, (bits >> held) & 0xff)
      bits &= (1 << held) - 1
    }
  }
  if (held > 0) encoding.writeUint8(encoder, (bits << (8 - held)) & 0xff)
}

/** Reads an id of so many characters. Throws `RangeError` when the bytes end, or unused bits are set. */
export function readPackedId(decoder: decoding.Decoder, characters: number): string {
  if (characters < 1 || characters > 32)
    throw new RangeError(`an id has 1 to 32 characters, not ${characters}`)
  let id = ''
  let bits = 0
  let held = 0
  for (let read = 0; read < packedLength(characters); read++) {
    bits = (bits << 8) | readByte(decoder)
    held += 8
    while (held >= 6 && id.length < characters) {
      held -= 6
      id += SYMBOLS.charAt((bits >> held) & 63)
      bits &= (1 << held) - 1
    }
  }
  if (bits !== 0) throw new RangeError('an id ends in unused bits that are set')
  return id
}

/** lib0's own reads a byte beyond the end as undefined. */
export function readByte(decoder: decoding.Decoder): number {
  if (decoder.pos >= decoder.arr.length) throw new RangeError('unexpected end')
  return decoding.readUint8(decoder)
}
