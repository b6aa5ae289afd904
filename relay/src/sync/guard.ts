import type { RefusalCode } from '@evertill/crdt-model'
import * as Y from 'yjs'
import { MalformedUpdateError, readUpdateShape, type UpdateShape } from './read-update.ts'

/** What the relay makes of an update before it touches the document. */
export type Verdict =
  /** Everything in it is in the document already. */
  | { readonly kind: 'nothing-new' }
  /** It can be applied as it is. */
  | { readonly kind: 'complete' }
  /** It builds on something that the document does not have. */
  | { readonly kind: 'gapped' }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: string }

/**
 * Judges the structure of an update against the document it is for. Never its content: an entry that is well-formed
 * for Yjs but not for its schema is stored like any other and left out by the folds.
 *
 * @param update must own its buffer.
 */
export function judgeUpdate(update: Uint8Array, doc: Y.Doc, limits: { updateBytes: number }): Verdict {
  if (update.byteLength > limits.updateBytes) {
    return { kind: 'refused', code: 'tooLarge', reason: `an update may have ${limits.updateBytes} bytes` }
  }
  let shape: UpdateShape
  try {
    shape = readUpdateShape(update)
  } catch (error) {
    if (!(error instanceof MalformedUpdateError)) throw error
    return { kind: 'refused', code: 'malformedFrame', reason: `not a Yjs update (V1): ${error.message}` }
  }
  if (hasGap(shape, doc)) return { kind: 'gapped' }
  return isKnown(shape, doc) ? { kind: 'nothing-new' } : { kind: 'complete' }
}

/** Whether the update refers to structs that neither the document nor the update itself has. */
function hasGap(shape: UpdateShape, doc: Y.Doc): boolean {
  const known = new Map<number, number>()
  const clockOf = (client: number) => known.get(client) ?? Y.getState(doc.store, client)
  for (const { client, from, end } of shape.structs) {
    const clock = clockOf(client)
    if (from > clock) return true
    known.set(client, Math.max(clock, end))
  }
  for (const [client, end] of shape.needs) if (end > clockOf(client)) return true
  return shape.deletes.some(({ client, end }) => end > clockOf(client))
}

function isKnown(shape: UpdateShape, doc: Y.Doc): boolean {
  return (
    shape.structs.every(({ client, end }) => end <= Y.getState(doc.store, client)) &&
    shape.deletes.every(({ client, from, end }) => isDeleted(doc, client, from, end))
  )
}

/** Whether every struct of the range is deleted. The document must know all of them. */
function isDeleted(doc: Y.Doc, client: number, from: number, end: number): boolean {
  const structs = doc.store.clients.get(client)
  if (structs === undefined) return false
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct === undefined || struct.id.clock >= end) break
    if (!struct.deleted) return false
  }
  return true
}
