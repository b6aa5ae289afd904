import type { CopyRefusal, DELETIONS } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { ClientBindings, Writer } from './client-bindings.ts'
import {
  type ClockRange,
  type ReadUpdate,
  readUpdate,
  type UpdateBounds,
  type UpdateShape,
} from './read-update.ts'

/** What the relay makes of an update before it touches the document. */
export type Verdict =
  /** Everything in it is in the document already. */
  | { readonly kind: 'nothing-new' }
  /** It can be applied as it is. `clients` brought their first structs and are nobody's yet; `news` is what is new. */
  | { readonly kind: 'complete'; readonly clients: readonly number[]; readonly news: readonly ClockRange[] }
  /** It builds on something that the document does not have: on earlier structs of its own client, or of another. */
  | { readonly kind: 'gapped'; readonly on: 'own-clock' | 'others' }
  /** It goes on with structs of Yjs clients of which nobody here knows whose they are. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'refused'; readonly code: CopyRefusal; readonly reason: string }

export interface JudgeLimits extends UpdateBounds {
  readonly updateBytes: number
  /** Yjs client ids of one writer in one document. */
  readonly writerClients: number
}

/** What an update is judged against. */
export interface Standing {
  readonly doc: Y.Doc
  readonly bindings: ClientBindings
  /** What a writer of this kind of document may take away. */
  readonly deletions: (typeof DELETIONS)[keyof typeof DELETIONS]
  readonly limits: JudgeLimits
  /** What the store knows was asked: what nobody owns now may be anybody's. */
  readonly isFinal: boolean
}

/**
 * Judges the structure of an update against the document it is for and who sends it. Never its content: an entry that
 * is well-formed for Yjs but not for its schema is stored like any other, left out by the folds and shown.
 *
 * Only what is new is judged: in its step 2 a client may repeat what others wrote and the document has.
 *
 * @param update must own its buffer.
 */
export function judgeUpdate(update: Uint8Array, writer: Writer, standing: Standing): Verdict {
  const { limits } = standing
  if (update.byteLength > limits.updateBytes) {
    return refused('tooLarge', `an update may have ${limits.updateBytes} bytes`)
  }
  return judgeRead(readUpdate(update, limits), writer, standing)
}

/** As `judgeUpdate`, of an update that was read already. */
export function judgeRead(read: ReadUpdate, writer: Writer, standing: Standing): Verdict {
  switch (read.kind) {
    case 'malformed':
      return refused('malformedFrame', `not a Yjs update (V1): ${read.reason}`)
    case 'too-large':
      return refused('tooLarge', `the update says ${read.reason}`)
    case 'read':
      return judgeShape(read.shape, writer, standing)
  }
}

function judgeShape(shape: UpdateShape, writer: Writer, standing: Standing): Verdict {
  const { doc, bindings, limits } = standing
  const news = newStructs(shape, doc)
  const foreign = news.find(({ client }) => !bindings.mayUse(client, writer))
  if (foreign !== undefined) {
    return refused('foreignClient', `Yjs client ${foreign.client} of this document is somebody else's`)
  }
  if (!standing.isFinal && news.some(({ client }) => isOfUnknown(client, standing))) return { kind: 'unsure' }
  const on = gapOf(shape, doc)
  if (on !== undefined) return { kind: 'gapped', on }
  const deletes = newDeletes(shape, doc)
  if (!deletes.every(range => mayDelete(range, writer, standing))) {
    return refused('foreignDeletion', 'it deletes what is not its sender’s to delete')
  }
  if (news.length === 0 && deletes.length === 0) return { kind: 'nothing-new' }
  const clients = [...new Set(news.map(range => range.client))].filter(
    client => bindings.get(client) === undefined,
  )
  if (bindings.countOf(writer) + clients.length > limits.writerClients) {
    return refused('tooLarge', 'its sender has written to this document under too many Yjs clients')
  }
  return { kind: 'complete', clients, news }
}

function refused(code: CopyRefusal, reason: string): Verdict {
  return { kind: 'refused', code, reason }
}

/** Its structs came by another relay, or before ids were bound. */
function isOfUnknown(client: number, { doc, bindings }: Standing): boolean {
  return bindings.get(client) === undefined && Y.getState(doc.store, client) > 0
}

function newStructs(shape: UpdateShape, doc: Y.Doc): ClockRange[] {
  return shape.structs.filter(({ client, end }) => end > Y.getState(doc.store, client))
}

/** What the update builds on that neither the document nor the update itself has. */
function gapOf(shape: UpdateShape, doc: Y.Doc): 'own-clock' | 'others' | undefined {
  const known = new Map<number, number>()
  const clockOf = (client: number) => known.get(client) ?? Y.getState(doc.store, client)
  for (const { client, from, end } of shape.structs) {
    const clock = clockOf(client)
    if (from > clock) return 'own-clock'
    known.set(client, Math.max(clock, end))
  }
  for (const [client, end] of shape.needs) if (end > clockOf(client)) return 'others'
  return shape.deletes.some(({ client, end }) => end > clockOf(client)) ? 'others' : undefined
}

/** The deleted ranges that are not deleted in the document: whole ranges, though parts of them may be. */
function newDeletes(shape: UpdateShape, doc: Y.Doc): ClockRange[] {
  return shape.deletes.filter(range => !isDeleted(doc, range))
}

/** Whether every struct of the range is deleted. What the document does not have is not. */
function isDeleted(doc: Y.Doc, { client, from, end }: ClockRange): boolean {
  if (end > Y.getState(doc.store, client)) return false
  return structsIn(doc, { client, from, end }).every(struct => struct.deleted)
}

/** The structs that a range touches; none where the document has none. */
function structsIn(doc: Y.Doc, { client, from, end }: ClockRange): (Y.Item | Y.GC)[] {
  const structs = doc.store.clients.get(client)
  if (structs === undefined || from >= Y.getState(doc.store, client)) return []
  const found: (Y.Item | Y.GC)[] = []
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (struct === undefined || struct.id.clock >= end) break
    found.push(struct as Y.Item | Y.GC)
  }
  return found
}

/** SPEC A5. What comes and goes within one update was never anybody's but its sender's. */
function mayDelete(range: ClockRange, writer: Writer, { doc, bindings, deletions }: Standing): boolean {
  const present = structsIn(doc, range).filter(struct => !struct.deleted)
  if (deletions === 'nothing') return false
  if (present.length === 0) return true
  if (deletions === 'own') return bindings.mayUse(range.client, writer)
  return present.every(struct => struct instanceof Y.Item && struct.parent instanceof Y.Text)
}
