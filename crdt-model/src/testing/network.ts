import { type ReplicaId, toId } from '../ids.ts'
import { type Dot, makeDot } from '../log/dot.ts'
import type { Fields, RecordEntry } from '../records/record-entry.ts'
import {
  applyDeletedEntries,
  applyRecordEntries,
  createRecordFold,
  type RecordFold,
  readRecord,
} from '../records/record-fold.ts'
import { redundantEntries } from '../records/redundant-entries.ts'
import { writeRecord } from '../records/write-record.ts'

/**
 * Replicas of one record log without Yjs: each holds a set of entries and a set of deleted dots, and gets those of
 * the others in any order and as often as chance will have it. What Yjs guarantees beside is kept: an entry that was
 * deleted does not come back, and the entries of a writer reach the relay in the order of their counter.
 */
export class SimulatedReplica {
  readonly id: ReplicaId
  readonly entries = new Map<Dot, RecordEntry>()
  readonly deleted = new Map<Dot, RecordEntry>()
  /** Follows incrementally, as a till does. */
  readonly fold = createRecordFold()
  #counter = 0

  constructor(name: string) {
    this.id = toId<ReplicaId>(name)
  }

  write(record: string, fields: Fields): RecordEntry | undefined {
    const who = this.id
    const counter = this.#counter + 1
    const entry = writeRecord(this.fold, { replica: this.id, counter, record, fields, who, at: 0 })
    if (entry === undefined) return undefined
    this.#counter = counter
    this.receive([entry], [])
    return entry
  }

  /** Settles the first conflict of the record with its last value, if it has one. */
  settle(record: string): RecordEntry | undefined {
    for (const [field, state] of readRecord(this.fold, record)?.fields ?? []) {
      const last = state.kind === 'conflict' ? state.versions.at(-1) : undefined
      if (last !== undefined) return this.write(record, { [field]: last.value })
    }
    return undefined
  }

  receive(entries: readonly RecordEntry[], deleted: readonly RecordEntry[]): void {
    for (const entry of deleted) {
      this.deleted.set(dotOf(entry), entry)
      // A replica that never saw the entry learns its id only, as from Yjs.
      if (this.entries.delete(dotOf(entry))) applyDeletedEntries(this.fold, [entry])
    }
    const news = entries.filter(entry => !this.deleted.has(dotOf(entry)))
    for (const entry of news) this.entries.set(dotOf(entry), entry)
    applyRecordEntries(this.fold, news)
  }

  /** Of these entries, those that a writer's earlier ones have all come before: what Yjs would let in. */
  inWritersOrder(entries: readonly RecordEntry[]): RecordEntry[] {
    const next = new Map<string, number>()
    for (const known of [this.entries, this.deleted]) {
      for (const { replica, counter } of known.values()) {
        next.set(replica, Math.max(next.get(replica) ?? 1, counter + 1))
      }
    }
    return [...entries]
      .sort((a, b) => a.counter - b.counter)
      .filter(entry => {
        const wanted = next.get(entry.replica) ?? 1
        if (entry.counter === wanted) next.set(entry.replica, wanted + 1)
        return entry.counter <= wanted
      })
  }

  /** Deletes what is redundant here, as only the relay may. Returns how many. */
  compact(): number {
    const log = [...this.entries.values()]
    const redundant = redundantEntries(log).flatMap(index => log[index] ?? [])
    this.receive([], redundant)
    return redundant.length
  }

  /** As after a restart: from what is stored. */
  foldFromScratch(): RecordFold {
    const fold = createRecordFold()
    applyRecordEntries(fold, this.entries.values())
    return fold
  }
}

function dotOf(entry: RecordEntry): Dot {
  return makeDot(entry.replica, entry.counter)
}
