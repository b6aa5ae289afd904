import { decodeRecordEntry } from './encode-record-entry.ts'
import type { RecordEntry } from './record-entry.ts'

/**
 * The entries of some replicas that one copy of a log has and another lacks, in the order in which each replica wrote
 * them: what a device writes again after it fetched a document anew. SPEC W5.
 *
 * An entry whose replica has a later one in the other copy is not missing: it was there, and is deleted (R9).
 *
 * @param copy raw entries of the copy that was laid aside
 * @param fetched raw entries of the log as the relay has it
 * @param own the replicas of this device
 */
export function missingOwnEntries(
  copy: Iterable<unknown>,
  fetched: Iterable<unknown>,
  own: ReadonlySet<string>,
): RecordEntry[] {
  const reached = new Map<string, number>()
  for (const { replica, counter } of decodeAll(fetched)) {
    reached.set(replica, Math.max(reached.get(replica) ?? 0, counter))
  }
  const missing = new Map<string, RecordEntry>()
  for (const entry of decodeAll(copy)) {
    if (!own.has(entry.replica) || entry.counter <= (reached.get(entry.replica) ?? 0)) continue
    missing.set(`${entry.replica}.${entry.counter}`, entry)
  }
  return [...missing.values()].sort(byReplicaAndCounter)
}

function byReplicaAndCounter(a: RecordEntry, b: RecordEntry): number {
  if (a.replica !== b.replica) return a.replica < b.replica ? -1 : 1
  return a.counter - b.counter
}

function decodeAll(raws: Iterable<unknown>): RecordEntry[] {
  const entries: RecordEntry[] = []
  for (const raw of raws) {
    const entry = decodeRecordEntry(raw)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}
