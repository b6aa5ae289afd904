import { ID_RANDOM_BYTES, makeId } from '@evertill/crdt-model'

/** Names one thing that is done: asked for again under this name, it is not done again. */
export function newKey(): string {
  return makeId(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES)))
}
