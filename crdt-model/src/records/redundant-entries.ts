import { type Dot, makeDot, parseDot } from '../log/dot.ts'
import type { RecordEntry } from './record-entry.ts'

type Log = readonly (RecordEntry | undefined)[]

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
 * @param mustStay indexes of entries that are not to be deleted yet; others stay because of them
 * @returns indexes, ascending
 */
export function redundantEntries(entries: Log, mustStay: ReadonlySet<number> = new Set()): number[] {
  const latest = latestCounters(entries)
  const values = replacedValues(entries)
  const deletable = new Set<number>()
  entries.forEach((entry, index) => {
    if (entry === undefined || latest.get(entry.replica) === entry.counter || mustStay.has(index)) return
    if (isReplaced(entry, values)) deletable.add(index)
  })
  countWhatStays(entries, values, deletable)
  keepWhatStillMatters(entries, values, latest, deletable)
  return [...deletable].sort((a, b) => a - b)
}

/** A value that some entry replaces. */
interface ReplacedValue {
  readonly dot: Dot
  /** Indexes of the entries that replace it, and how many of them stay. */
  readonly replacers: number[]
  replacersStaying: number
  /** How many present entries write it, and how many of them stay. One, but for entries that wrongly share a dot. */
  writers: number
  writersStaying: number
}

/** By dot, then by `record/field`: most dots are of entries that nobody ever replaced, and cost one look. */
type ReplacedValues = ReadonlyMap<Dot, ReadonlyMap<string, ReplacedValue>>

function latestCounters(entries: Log): Map<string, number> {
  const latest = new Map<string, number>()
  for (const entry of entries) {
    if (entry !== undefined)
      latest.set(entry.replica, Math.max(latest.get(entry.replica) ?? 0, entry.counter))
  }
  return latest
}

function replacedValues(entries: Log): ReplacedValues {
  const values = new Map<Dot, Map<string, ReplacedValue>>()
  entries.forEach((entry, index) => {
    for (const [field, dots] of Object.entries(entry?.replaces ?? {})) {
      for (const dot of dots) openValue(values, dot, `${entry?.record}/${field}`).replacers.push(index)
    }
  })
  return values
}

function openValue(values: Map<Dot, Map<string, ReplacedValue>>, dot: Dot, key: string): ReplacedValue {
  let ofDot = values.get(dot)
  if (ofDot === undefined) {
    ofDot = new Map()
    values.set(dot, ofDot)
  }
  let value = ofDot.get(key)
  if (value === undefined) {
    value = { dot, replacers: [], replacersStaying: 0, writers: 0, writersStaying: 0 }
    ofDot.set(key, value)
  }
  return value
}

function countWhatStays(entries: Log, values: ReplacedValues, deletable: ReadonlySet<number>): void {
  entries.forEach((entry, index) => {
    if (entry === undefined) return
    const stays = deletable.has(index) ? 0 : 1
    for (const value of replacedOwnValues(entry, values)) {
      value.writers++
      value.writersStaying += stays
    }
    for (const value of valuesReplacedBy(entry, values)) value.replacersStaying += stays
  })
}

/** Takes entries out of `deletable` until condition 2 holds for each one left. */
function keepWhatStillMatters(
  entries: Log,
  values: ReplacedValues,
  latest: ReadonlyMap<string, number>,
  deletable: Set<number>,
): void {
  const toCheck = [...deletable]
  for (let index = toCheck.pop(); index !== undefined; index = toCheck.pop()) {
    const entry = entries[index]
    if (entry === undefined || !deletable.has(index)) continue
    const replaced = valuesReplacedBy(entry, values)
    if (replaced.every(value => isSettledWithout(value, latest))) continue
    deletable.delete(index)
    for (const value of replaced) value.replacersStaying++
    // What stays after all may be why another one must stay: whoever replaces one of its values.
    for (const value of replacedOwnValues(entry, values)) {
      value.writersStaying++
      toCheck.push(...value.replacers)
    }
  }
}

/** Whether a value stays replaced without the deletable entries that replace it. */
function isSettledWithout(value: ReplacedValue, latest: ReadonlyMap<string, number>): boolean {
  if (value.replacersStaying > 0) return true
  return value.writers > 0 ? value.writersStaying === 0 : wasDeleted(value.dot, latest)
}

function wasDeleted(dot: Dot, latest: ReadonlyMap<string, number>): boolean {
  const parts = parseDot(dot)
  return parts !== undefined && (latest.get(parts.replica) ?? 0) > parts.counter
}

/** Whether each value of the entry is replaced by a present one. */
function isReplaced(entry: RecordEntry, values: ReplacedValues): boolean {
  const ofDot = values.get(makeDot(entry.replica, entry.counter))
  if (ofDot === undefined) return false
  for (const field in entry.fields) {
    if (!ofDot.has(`${entry.record}/${field}`)) return false
  }
  return true
}

/** Those of the entry's own values that somebody replaces. */
function replacedOwnValues(entry: RecordEntry, values: ReplacedValues): ReplacedValue[] {
  const ofDot = values.get(makeDot(entry.replica, entry.counter))
  if (ofDot === undefined) return []
  return Object.keys(entry.fields).flatMap(field => ofDot.get(`${entry.record}/${field}`) ?? [])
}

function valuesReplacedBy(entry: RecordEntry, values: ReplacedValues): ReplacedValue[] {
  const replaced: ReplacedValue[] = []
  for (const [field, dots] of Object.entries(entry.replaces)) {
    const key = `${entry.record}/${field}`
    for (const dot of dots) {
      const value = values.get(dot)?.get(key)
      if (value !== undefined) replaced.push(value)
    }
  }
  return replaced
}
