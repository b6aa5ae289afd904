import * as Y from 'yjs'
import { type Clocks, UpdatePart } from './update-part.ts'

/**
 * The next part of what somebody lacks of a document, as an update that builds on nothing but what they have: parts
 * applied in their order never wait for one another. Costs as much as the part, however large the document is.
 * @param has is moved on to what they have with the part
 * @param bytes about so large is a part; one value of an array is never cut
 * @returns undefined when all that is left is smaller than a part: then `has` stays as it was. Deletions are in no
 * part, so the rest must be sent all the same.
 */
export function nextPart(doc: Y.Doc, has: Clocks, bytes: number): Uint8Array | undefined {
  const part = new UpdatePart(doc.store.clients, has, bytes, 0)
  part.takeAll()
  return part.isFull ? part.finish() : undefined
}

/** The whole document in parts, the last of which holds its deletions. */
export function cutDocument(doc: Y.Doc, bytes: number): Uint8Array[] {
  const has: Clocks = new Map()
  const parts: Uint8Array[] = []
  for (;;) {
    const part = nextPart(doc, has, bytes)
    if (part === undefined) break
    parts.push(part)
  }
  return [...parts, restOf(doc, has)]
}

/** All that somebody lacks of a document, deletions included. */
export function restOf(doc: Y.Doc, has: Clocks): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(has))
}
