import { type Dot, makeDot } from '../log/dot.ts'
import { canonicalJson, sameValue } from './encode-record-entry.ts'
import type { FieldState, FieldVersion, RecordEntry, RecordState } from './record-entry.ts'

/**
 * The fold of a record log: every record with the values nobody has replaced. The same for any order, duplication
 * and grouping of the entries. SPEC R2–R6.
 *
 * Invariants of a `Slot`: `live` has each entry with at least one value that nobody replaced, under its dot;
 * `replaced` has `field/dot` of every value that an entry seen so far replaces, arrived or not. A record that was
 * written once and never edited, as most are, is its entry alone.
 */
export interface RecordFold {
  readonly records: Map<string, RecordEntry | Slot>
}

interface Slot {
  readonly live: Map<string, RecordEntry>
  readonly replaced: Set<string>
}

export function createRecordFold(): RecordFold {
  return { records: new Map() }
}

/** Adds entries to the fold. Returns the ids of the records that are not as they were. */
export function applyRecordEntries(fold: RecordFold, entries: Iterable<RecordEntry>): Set<string> {
  const changed = new Set<string>()
  for (const entry of entries) if (applyEntry(fold, entry)) changed.add(entry.record)
  return changed
}

/**
 * Tells the fold of entries that were deleted from the log as redundant: their values are replaced, by entries that
 * may never have been seen here. Returns the ids of the records that are not as they were. SPEC R10.
 */
export function applyDeletedEntries(fold: RecordFold, entries: Iterable<RecordEntry>): Set<string> {
  const changed = new Set<string>()
  for (const entry of entries) {
    const slot = openSlot(fold, entry.record)
    const dot = makeDot(entry.replica, entry.counter)
    for (const field in entry.fields) if (replaceValue(slot, field, dot)) changed.add(entry.record)
    for (const [field, dots] of Object.entries(entry.replaces)) {
      for (const replaced of dots) if (replaceValue(slot, field, replaced)) changed.add(entry.record)
    }
  }
  return changed
}

/** The ids of all records, in the order in which they were first seen here. */
export function recordIds(fold: RecordFold): Iterable<string> {
  return fold.records.keys()
}

/** The record as it is now, or undefined when nothing was written of it. */
export function readRecord(fold: RecordFold, id: string): RecordState | undefined {
  const versions = presentVersions(fold, id)
  if (versions.size === 0) return undefined
  const fields = new Map<string, FieldState>()
  for (const [field, present] of versions) fields.set(field, fieldState(present))
  return { id, fields }
}

/** The names of the record's fields that hold more than one value. */
export function conflictsOf(record: RecordState): string[] {
  const names: string[] = []
  for (const [field, state] of record.fields) if (state.kind === 'conflict') names.push(field)
  return names
}

/** What a field is worth now: its one value, or the pick of a conflict. Undefined when it was never written. */
export function currentVersion(record: RecordState, field: string): FieldVersion | undefined {
  const state = record.fields.get(field)
  if (state === undefined) return undefined
  return state.kind === 'settled' ? state.version : state.pick
}

/** Every version of every field that nobody has replaced, in the order of SPEC R5. */
export function presentVersions(fold: RecordFold, id: string): Map<string, FieldVersion[]> {
  const versions = new Map<string, FieldVersion[]>()
  const known = fold.records.get(id)
  if (known === undefined) return versions
  if (!isSlot(known)) {
    addVersions(versions, known, undefined)
    return versions
  }
  for (const entry of known.live.values()) addVersions(versions, entry, known.replaced)
  for (const present of versions.values()) if (present.length > 1) present.sort(compareVersions)
  return versions
}

/**
 * The dots that an entry which writes the field now has to replace: of the values that are shown, and of those that
 * were replaced before in entries which other fields keep alive. Naming the latter lets the replacements between be
 * deleted. SPEC R6.
 */
export function dotsToReplace(fold: RecordFold, id: string, field: string): Dot[] {
  const known = fold.records.get(id)
  if (known === undefined) return []
  const dots = new Set<Dot>()
  for (const entry of isSlot(known) ? known.live.values() : [known]) {
    if (Object.hasOwn(entry.fields, field)) dots.add(makeDot(entry.replica, entry.counter))
  }
  return [...dots].sort(compareText)
}

function isSlot(known: RecordEntry | Slot): known is Slot {
  return 'live' in known
}

function replacedKey(field: string, dot: Dot): string {
  return `${field}/${dot}`
}

function addVersions(
  versions: Map<string, FieldVersion[]>,
  entry: RecordEntry,
  replaced: ReadonlySet<string> | undefined,
): void {
  const dot = makeDot(entry.replica, entry.counter)
  for (const [field, value] of Object.entries(entry.fields)) {
    if (replaced?.has(replacedKey(field, dot))) continue
    const version = { value, dot, who: entry.who, at: entry.at }
    const present = versions.get(field)
    if (present === undefined) versions.set(field, [version])
    else present.push(version)
  }
}

function fieldState(present: readonly FieldVersion[]): FieldState {
  const distinct: FieldVersion[] = []
  for (const version of present) {
    if (!distinct.some(other => sameValue(other.value, version.value))) distinct.push(version)
  }
  const [pick] = distinct
  if (pick === undefined) throw new Error('a field without a value must not be listed')
  return distinct.length === 1
    ? { kind: 'settled', version: pick }
    : { kind: 'conflict', versions: distinct, pick }
}

/** SPEC R5: by dot; then, for entries that wrongly share one, by value, writer and time. */
function compareVersions(a: FieldVersion, b: FieldVersion): number {
  return (
    compareText(a.dot, b.dot) ||
    compareText(canonicalJson(a.value), canonicalJson(b.value)) ||
    compareText(a.who, b.who) ||
    a.at - b.at
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function applyEntry(fold: RecordFold, entry: RecordEntry): boolean {
  const known = fold.records.get(entry.record)
  if (known === undefined && isEmpty(entry.replaces)) {
    fold.records.set(entry.record, entry)
    return true
  }
  if (known !== undefined && !isSlot(known) && isSameEntry(known, entry)) return false
  const slot = openSlot(fold, entry.record)
  const replacing = applyReplaces(slot, entry)
  const adding = addLive(slot, entry)
  return replacing || adding
}

function openSlot(fold: RecordFold, record: string): Slot {
  const known = fold.records.get(record)
  if (known !== undefined && isSlot(known)) return known
  const live = new Map<string, RecordEntry>()
  if (known !== undefined) live.set(makeDot(known.replica, known.counter), known)
  const slot = { live, replaced: new Set<string>() }
  fold.records.set(record, slot)
  return slot
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false
  return true
}

function applyReplaces(slot: Slot, entry: RecordEntry): boolean {
  let news = false
  for (const [field, dots] of Object.entries(entry.replaces)) {
    for (const dot of dots) if (replaceValue(slot, field, dot)) news = true
  }
  return news
}

/** Returns whether this was not known yet. */
function replaceValue(slot: Slot, field: string, dot: Dot): boolean {
  const key = replacedKey(field, dot)
  if (slot.replaced.has(key)) return false
  slot.replaced.add(key)
  const entry = slot.live.get(dot)
  if (entry !== undefined && isDead(slot, entry, dot)) slot.live.delete(dot)
  return true
}

function addLive(slot: Slot, entry: RecordEntry): boolean {
  const dot = makeDot(entry.replica, entry.counter)
  if (isDead(slot, entry, dot)) return false
  const key = liveKey(slot, entry, dot)
  if (slot.live.has(key)) return false
  slot.live.set(key, entry)
  return true
}

/** The dot, or a longer key when another entry wrongly has the same dot: then both are kept. SPEC R8. */
function liveKey(slot: Slot, entry: RecordEntry, dot: Dot): string {
  const other = slot.live.get(dot)
  if (other === undefined || isSameEntry(other, entry)) return dot
  return `${dot}/${entry.at}/${entry.who}/${canonicalJson(entry.fields)}`
}

function isDead(slot: Slot, entry: RecordEntry, dot: Dot): boolean {
  for (const field in entry.fields) if (!slot.replaced.has(replacedKey(field, dot))) return false
  return true
}

function isSameEntry(a: RecordEntry, b: RecordEntry): boolean {
  if (a === b) return true
  if (a.counter !== b.counter || a.replica !== b.replica || a.at !== b.at || a.who !== b.who) return false
  return sameValue(a.fields, b.fields) && sameValue(a.replaces, b.replaces)
}
