import { missingOwnEntries, type RecordEntry, readLog } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { DocumentReplica } from './document-replica.ts'
import type { RecordDocument } from './record-document.ts'

/** Entries written in one transaction: what is written again may be the very thing that was too large. */
const CHUNK = 500

/**
 * Writes again what is this device's own in a copy that was laid aside and not in the document as it was fetched anew.
 * SPEC W5.
 * @param copyRecords the copy's records when this run wrote to it: its replica goes on behind what it wrote there
 */
export function writeOwnAgain(
  copy: Y.Doc,
  copyRecords: RecordDocument | undefined,
  fetched: {
    readonly replica: Pick<DocumentReplica, 'doc'>
    readonly records: RecordDocument
    edits: number
  },
  own: ReadonlySet<string>,
): void {
  for (const log of fetched.records.logs) {
    const missing = missingOwnEntries(readLog(copy, log), readLog(fetched.replica.doc, log), own)
    for (let from = 0; from < missing.length; from += CHUNK) {
      const chunk: readonly RecordEntry[] = missing.slice(from, from + CHUNK)
      // Counted before the update leaves, so that the mark it is sent with covers it.
      fetched.edits++
      fetched.records.writeAgain(log, chunk)
    }
    if (copyRecords) fetched.records.continueBehind(log, copyRecords.counterOf(log))
  }
}
