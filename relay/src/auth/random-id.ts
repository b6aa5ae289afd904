import { randomBytes } from 'node:crypto'
import { type AnyId, ID_RANDOM_BYTES, makeId } from '@evertill/crdt-model'

/** A new random id. */
export function randomId<Wanted extends AnyId>(): Wanted {
  return makeId<Wanted>(randomBytes(ID_RANDOM_BYTES))
}
