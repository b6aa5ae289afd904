import * as Y from 'yjs'
import { type ReadUpdate, readUpdate, type UpdateBounds } from './guard/read-update.ts'
import { type Clocks, RingError, type StructsByClient, UpdatePart, type YStruct } from './update-part.ts'

/** What came of reading an update, and the same update as parts; none when it cannot be read. */
export interface CutUpdate {
  readonly read: ReadUpdate
  /** Each builds on nothing in the update but the parts before it. The last holds the deletions. */
  readonly parts: readonly Uint8Array[]
}

/**
 * Reads an update and cuts it into parts: applying the whole of a large one would hold everybody up for as long as it
 * takes.
 * @param update must own its buffer
 * @param partBytes about so large is a part; one value of an array is never cut
 */
export function cutUpdate(update: Uint8Array, bounds: UpdateBounds, partBytes: number): CutUpdate {
  const read = readUpdate(update, bounds)
  if (read.kind !== 'read') return { read, parts: [] }
  try {
    return { read, parts: cut(structsByClient(update), update.subarray(read.shape.deletesAt), partBytes) }
  } catch (error) {
    if (!(error instanceof RingError)) throw error
    return { read: { kind: 'malformed', reason: 'its structs build on one another in a ring' }, parts: [] }
  }
}

function cut(structs: StructsByClient, deletions: Uint8Array, partBytes: number): Uint8Array[] {
  const has: Clocks = new Map([...structs].map(([client, [first]]) => [client, first?.id.clock ?? 0]))
  const parts: Uint8Array[] = []
  for (;;) {
    // What is not in the update is the document's to have: that is judged before a part is applied.
    const part = new UpdatePart(structs, has, partBytes, Number.POSITIVE_INFINITY)
    part.takeAll()
    if (!part.isFull) return [...parts, part.finish(deletions)]
    parts.push(part.finish())
  }
}

function structsByClient(update: Uint8Array): StructsByClient {
  const byClient = new Map<number, YStruct[]>()
  for (const struct of Y.decodeUpdate(update).structs) {
    const structs = byClient.get(struct.id.client)
    if (structs === undefined) byClient.set(struct.id.client, [struct])
    else structs.push(struct)
  }
  return byClient
}
