import { type AnyId, makeId } from '@evertill/crdt-model'
import { digest } from 'lib0/hash/sha256'

const encoder = new TextEncoder()

/**
 * The id that belongs to a text, the same on every device: two managers who import one file while offline make the
 * same records, which then merge, instead of two of each.
 * @param scope what the text names and where, as in `product/main`.
 */
export function stableId<Wanted extends AnyId>(scope: string, text: string): Wanted {
  return makeId<Wanted>(digest(encoder.encode(`${scope}\n${text}`)))
}
