import { type Dot, makeDot, parseDot } from '../log/dot.ts'
import type { RecordEntry } from './record-entry.ts'

/**
 * Which entries of a log, by index, may be deleted without changing any fold, now or after anything still to come.
 * SPEC R9. An entry is deletable when all of these hold:
 *
 * 1. each of its values is replaced by a present entry;
 * 2. each value that it replaces is gone for good: its entry was here and is deleted, or is deleted with it, or
 *    another entry that stays replaces that value too;
 * 3. it is not the latest entry of its replica in this log.
 *
 * The third keeps the proof for the second: a replica's entries enter a log in the order of its counter, so a dot
 * below the replica's latest present counter that is not present has been here and was deleted.
 *
 * @param entries the log as it stands; undefined for what is not an entry
 * @returns indexes, ascending
 */
export function redundantEntries(entries: readonly (RecordEntry | undefined)[]): number[] {
  const log = indexLog(entries)
  const deletable = new Set<number>()
  entries.forEach((entry, index) => {
    if (entry === undefined || isLatestOfReplica(log, entry)) return
    if (valueKeys(entry).every(key => log.replacers.has(key))) deletable.add(index)
  })
  keepWhatStillMatters(entries, log, deletable)
  return [...deletable].sort((a, b) => a - b)
}

interface IndexedLog {
  /** Greatest present counter of each replica. */
  readonly latest: ReadonlyMap<string, number>
  /** Who writes a value, and who replaces it: indexes by `record/field/dot`. */
  readonly writers: ReadonlyMap<string, readonly number[]>
  readonly replacers: ReadonlyMap<string, readonly number[]>
}

function indexLog(entries: readonly (RecordEntry | undefined)[]): IndexedLog {
  const latest = new Map<string, number>()
  const writers = new Map<string, number[]>()
  const replacers = new Map<string, number[]>()
  entries.forEach((entry, index) => {
    if (entry === undefined) return
    latest.set(entry.replica, Math.max(latest.get(entry.replica) ?? 0, entry.counter))
    for (const { key } of replacedValues(entry)) push(replacers, key, index)
  })
  // Only values that somebody replaces are ever asked for: a catalog that nobody edited costs nothing here.
  entries.forEach((entry, index) => {
    if (entry === undefined) return
    for (const key of valueKeys(entry)) if (replacers.has(key)) push(writers, key, index)
  })
  return { latest, writers, replacers }
}

/** Takes entries out of `deletable` until condition 2 holds for each one left. */
function keepWhatStillMatters(
  entries: readonly (RecordEntry | undefined)[],
  log: IndexedLog,
  deletable: Set<number>,
): void {
  const toCheck = [...deletable]
  for (let index = toCheck.pop(); index !== undefined; index = toCheck.pop()) {
    const entry = entries[index]
    if (entry === undefined || !deletable.has(index)) continue
    if (replacedValues(entry).every(value => isSettledWithout(log, deletable, value))) continue
    deletable.delete(index)
    // What is kept after all may be why another one must be kept: whoever replaces one of its values.
    for (const key of valueKeys(entry)) toCheck.push(...(log.replacers.get(key) ?? []))
  }
}

function isSettledWithout(log: IndexedLog, deletable: ReadonlySet<number>, value: ReplacedValue): boolean {
  const writers = log.writers.get(value.key)
  if (writers?.every(index => deletable.has(index)) ?? wasDeleted(log, value.dot)) return true
  return (log.replacers.get(value.key) ?? []).some(index => !deletable.has(index))
}

function wasDeleted(log: IndexedLog, dot: Dot): boolean {
  const parts = parseDot(dot)
  return parts !== undefined && (log.latest.get(parts.replica) ?? 0) > parts.counter
}

function isLatestOfReplica(log: IndexedLog, entry: RecordEntry): boolean {
  return log.latest.get(entry.replica) === entry.counter
}

interface ReplacedValue {
  readonly key: string
  readonly dot: Dot
}

function replacedValues(entry: RecordEntry): ReplacedValue[] {
  const values: ReplacedValue[] = []
  for (const [field, dots] of Object.entries(entry.replaces)) {
    for (const dot of dots) values.push({ key: valueKey(entry.record, field, dot), dot })
  }
  return values
}

function valueKeys(entry: RecordEntry): string[] {
  const dot = makeDot(entry.replica, entry.counter)
  return Object.keys(entry.fields).map(field => valueKey(entry.record, field, dot))
}

function valueKey(record: string, field: string, dot: Dot): string {
  return `${record}/${field}/${dot}`
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
