import { type DocumentId, decodeRecordEntry, holdsForgotten, readLog } from '@evertill/crdt-model'
import type { EpochOutcome } from '../sync/compactor.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

const CUSTOMERS: DocumentId = { kind: 'customers' }

/**
 * Begins the customers' document again if something of somebody who was forgotten still lies in it: a tail that waits
 * for its compaction, or an entry that R9 keeps for its dot. SPEC C9, R13.
 * @returns undefined when there was nothing to erase
 */
export async function eraseForgotten(
  hub: Pick<SyncHub, 'read' | 'beginEpoch'>,
): Promise<EpochOutcome | undefined> {
  const isDue = await hub.read(CUSTOMERS, doc =>
    holdsForgotten(readLog(doc, 'customers').flatMap(raw => decodeRecordEntry(raw) ?? [])),
  )
  return isDue ? hub.beginEpoch(CUSTOMERS) : undefined
}
