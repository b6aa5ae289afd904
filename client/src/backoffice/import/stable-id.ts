import { type AnyId, ID_RANDOM_BYTES, makeId } from '@evertill/crdt-model'

/**
 * The id that belongs to a text, the same on every device: two managers who import one file while offline make the
 * same records, which then merge, instead of two of each.
 * @param scope what the text names and where, as in `product/main`.
 */
export function stableId<Wanted extends AnyId>(scope: string, text: string): Wanted {
  return makeId<Wanted>(spread(`${scope}\n${text}`))
}

/** Odd constants with well mixed bits (those of MurmurHash3 and its kin), one pair for each of the three lanes. */
const LANES = [
  [0x9e3779b1, 0x85ebca77],
  [0xc2b2ae3d, 0x27d4eb2f],
  [0x165667b1, 0xcc9e2d51],
] as const

/**
 * Ten bytes that depend on every character: 96 bits mixed, 80 kept. Not for secrets: it only has to tell the some
 * hundred thousand keys of a catalog apart, and a hundred times faster than SHA-256 in script does.
 */
function spread(text: string): Uint8Array {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  LANES.forEach(([first, second], lane) => {
    let state = first ^ text.length
    for (let i = 0; i < text.length; i++) {
      state = Math.imul(state ^ text.charCodeAt(i), second)
      state = (state << 13) | (state >>> 19)
    }
    view.setUint32(lane * 4, finish(state ^ Math.imul(second, lane + 1)))
  })
  return bytes.subarray(0, ID_RANDOM_BYTES)
}

/** The finalizer of MurmurHash3: each bit of the input moves each bit of the output. */
function finish(state: number): number {
  let mixed = state
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
