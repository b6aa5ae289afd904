import { type DocumentId, officeFieldOfEntry } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { ClockRange } from './read-update.ts'

/**
 * The one look at what an update says: whether a till writes a field of a record that only an office writes. Whoever
 * folds a document does not know who wrote what, so such an entry must reach nobody. SPEC A6.
 *
 * @param news what is new of it: in its step 2 a till may repeat what offices wrote
 * @returns the field, or undefined when there is none
 */
export function fieldOfOffice(
  document: DocumentId,
  update: Uint8Array,
  news: readonly ClockRange[],
): string | undefined {
  // The only document of records that tills write.
  if (document.kind !== 'customers') return undefined
  for (const struct of Y.decodeUpdate(update).structs) {
    const { client, clock } = struct.id
    const values = valuesOf(struct)
    for (let at = 0; at < values.length; at++) {
      if (!isNew(news, client, clock + at)) continue
      const field = officeFieldOfEntry(document.kind, values[at])
      if (field !== undefined) return field
    }
  }
  return undefined
}

/** The plain values that a struct brings, each of one clock; of anything else no fold makes an entry. */
function valuesOf(struct: ReturnType<typeof Y.decodeUpdate>['structs'][number]): readonly unknown[] {
  if (!(struct instanceof Y.Item)) return []
  const { content } = struct
  return content instanceof Y.ContentAny || content instanceof Y.ContentJSON ? content.getContent() : []
}

function isNew(news: readonly ClockRange[], client: number, clock: number): boolean {
  return news.some(range => range.client === client && clock >= range.from && clock < range.end)
}
