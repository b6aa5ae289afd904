import { setImmediate } from 'node:timers/promises'

/** Updates one behind the other in one value: handing over a hundred thousand values takes a tenth of a second. */
export interface PackedTail {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly lengths: Uint32Array<ArrayBuffer>
}

/** Updates that are copied at once: about 5 ms. Others are served in between. */
const AT_ONCE = 10_000

export async function packTail(tail: readonly Uint8Array[]): Promise<PackedTail> {
  const lengths = Uint32Array.from(tail, update => update.byteLength)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const [index, update] of tail.entries()) {
    bytes.set(update, at)
    at += update.byteLength
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
  }
  return { bytes, lengths }
}

/** The updates, each with a buffer of its own: Yjs reads texts past the end of a view into a larger one. */
export function unpackTail({ bytes, lengths }: PackedTail): Uint8Array[] {
  let at = 0
  return Array.from(lengths, length => {
    const update = bytes.slice(at, at + length)
    at += length
    return update
  })
}
