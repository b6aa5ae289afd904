import { deleteRedundantEntries, entriesSince, type RecordLog } from '@evertill/crdt-model'
import * as Y from 'yjs'
import { replayUpdates } from '../sync/replay-updates.ts'

/** A document to compact, as the store has it. */
export interface CompactionJob {
  readonly snapshot: Uint8Array | null
  /** What came after the snapshot, oldest first. */
  readonly tail: readonly Uint8Array[]
  /** Its logs of records: entries that others replace are taken out of them. */
  readonly logs: readonly RecordLog[]
  /** The Yjs state up to which the history has its entries; what is newer stays. Null where no history is kept. */
  readonly inHistory: Uint8Array | null
}

export interface CompactedDocument {
  /** All of it as one update. */
  readonly snapshot: Uint8Array
  /** What was taken out, as an update for those who hold the document; null when nothing was. */
  readonly removal: Uint8Array | null
  /** How many Yjs clients wrote it. */
  readonly clients: number
}

/** Folds a tail into a snapshot and takes out what is redundant. Throws what Yjs throws on bytes it cannot read. */
export function compactDocument({ snapshot, tail, logs, inHistory }: CompactionJob): CompactedDocument {
  const doc = replayUpdates(snapshot, tail)
  try {
    const removals: Uint8Array[] = []
    doc.on('update', update => removals.push(update))
    doc.transact(() => {
      const mustStay = inHistory === null ? undefined : entriesSince(doc, inHistory)
      for (const log of logs) deleteRedundantEntries(doc, log, mustStay?.get(log))
    })
    const clients = doc.store.clients.size
    return { snapshot: Y.encodeStateAsUpdate(doc), removal: removals[0] ?? null, clients }
  } finally {
    doc.destroy()
  }
}
