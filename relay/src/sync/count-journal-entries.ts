import { LOGS, parseDocumentId, readLog, type TillId } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { DocumentStore } from './document-store.ts'
import type { SyncHub } from './sync-hub.ts'

/**
 * How many different entries a till's journals hold. Counts are kept with the documents: only a journal that has
 * grown since it was counted is read.
 */
export async function countJournalEntries(
  store: DocumentStore,
  read: SyncHub['read'],
  till: TillId,
): Promise<number> {
  let total = 0
  for (const journal of await store.entryCounts(`journal/${till}/`)) {
    if (journal.entries !== null && journal.countedSeq === journal.newestSeq) {
      total += journal.entries
      continue
    }
    const document = parseDocumentId(journal.name)
    if (document === undefined) continue
    const entries = await read(document, countDistinctEntries)
    total += entries
    // The document may be newer than `newestSeq` by now: then it is counted once more next time.
    await store.saveEntryCount(journal.document, entries, journal.newestSeq)
  }
  return total
}

/** A till that replays its journal after a crash may write an entry twice: the same bytes are one entry. */
function countDistinctEntries(doc: Y.Doc): number {
  const entries = new Set<string>()
  for (const log of LOGS.journal) {
    for (const entry of readLog(doc, log)) {
      if (entry instanceof Uint8Array) entries.add(Buffer.from(entry).toString('latin1'))
    }
  }
  return entries.size
}
