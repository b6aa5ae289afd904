import type * as Y from 'yjs'
import { decodeRecordEntry } from '../records/encode-record-entry.ts'
import { redundantEntries } from '../records/redundant-entries.ts'
import { deleteFromLog, readLog } from './entry-log.ts'
import type { RecordLog } from './log-names.ts'

/**
 * Deletes the entries of a record log that others have made redundant, in one transaction. Only for the relay, which
 * alone knows that it has seen everything: SPEC R9. Returns how many were deleted.
 *
 * @param mustStay raw entries that are not to be deleted yet, as `entriesSince` gives them
 */
export function deleteRedundantEntries(doc: Y.Doc, log: RecordLog, mustStay: Iterable<unknown> = []): number {
  const raws = readLog(doc, log)
  const staying = new Set(mustStay)
  const indexes = new Set(raws.flatMap((raw, index) => (staying.has(raw) ? [index] : [])))
  const redundant = redundantEntries(raws.map(decodeRecordEntry), indexes)
  if (redundant.length > 0) deleteFromLog(doc, log, redundant)
  return redundant.length
}
