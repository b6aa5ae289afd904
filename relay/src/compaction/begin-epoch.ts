import {
  appendToLog,
  blankReplaced,
  decodeRecordEntry,
  deleteRedundantEntries,
  encodeRecordEntry,
  entriesSince,
  holdsOnly,
  type RecordLog,
  readLog,
  replacedValues,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { replayUpdates } from '../sync/replay-updates.ts'
import type { CompactionJob } from './compact-document.ts'

/** A document begun again: its entries without its past. */
export interface BegunEpoch {
  readonly snapshot: Uint8Array
  /** The one Yjs client under which all of it is written: the relay's. */
  readonly client: number
  /** The Yjs state of it. */
  readonly state: Uint8Array
}

/** Entries written in one transaction: Yjs keeps them together in one struct all the same. */
const CHUNK = 1000

/**
 * Writes a document anew: all its entries in their order, those out that R9 lets go, under one Yjs client. What Yjs
 * kept of it (every page that ever wrote, every deletion) stays behind.
 * @returns null when that cannot be done now: it holds something else than entries, or some that are not in the history
 */
export function beginEpoch({ snapshot, tail, logs, inHistory }: CompactionJob): BegunEpoch | null {
  const doc = replayUpdates(snapshot, tail)
  const fresh = new Y.Doc()
  try {
    if (!holdsOnly(doc, logs) || doc.store.pendingStructs !== null) return null
    if (inHistory !== null && entriesSince(doc, inHistory).size > 0) return null
    for (const log of logs) {
      deleteRedundantEntries(doc, log)
      const entries = log === 'customers' ? withoutForgotten(doc, log) : readLog(doc, log)
      for (let from = 0; from < entries.length; from += CHUNK)
        appendToLog(fresh, log, entries.slice(from, from + CHUNK))
    }
    return {
      snapshot: Y.encodeStateAsUpdate(fresh),
      client: fresh.clientID,
      state: Y.encodeStateVector(fresh),
    }
  } finally {
    doc.destroy()
    fresh.destroy()
  }
}

/** A customer's replaced data goes also out of the entries that stay for their dots. SPEC R13. */
function withoutForgotten(doc: Y.Doc, log: RecordLog): unknown[] {
  const raws = readLog(doc, log)
  const replaced = replacedValues(raws.flatMap(raw => decodeRecordEntry(raw) ?? []))
  return raws.map(raw => {
    const entry = decodeRecordEntry(raw)
    return entry === undefined ? raw : encodeRecordEntry(blankReplaced(entry, replaced))
  })
}
