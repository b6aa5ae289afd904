import { type Dot, makeDot } from '../log/dot.ts'
import type { FieldValue, RecordEntry } from './record-entry.ts'

/**
 * The entry with nothing in place of the values that other present entries replace: nobody is shown them, now or
 * later, and what was forgotten shall not lie in an entry that R9 keeps for its dot. SPEC R13.
 *
 * @param replaced from `replacedValues`, over the whole log
 */
export function blankReplaced(entry: RecordEntry, replaced: ReplacedDots): RecordEntry {
  const names = replaced.get(keyOf(makeDot(entry.replica, entry.counter), entry.record))
  if (names === undefined) return entry
  const fields: { [field: string]: FieldValue } = {}
  for (const [field, value] of Object.entries(entry.fields)) fields[field] = names.has(field) ? null : value
  return { ...entry, fields }
}

/**
 * Whether something of a forgotten customer still lies in the log: a value that was replaced, in an entry that is
 * there. SPEC C9.
 */
export function holdsForgotten(entries: readonly RecordEntry[]): boolean {
  const forgotten = new Set(
    entries.filter(entry => entry.fields.forgotten === true).map(entry => entry.record),
  )
  if (forgotten.size === 0) return false
  const replaced = replacedValues(entries.filter(entry => forgotten.has(entry.record)))
  return entries.some(entry => {
    const names = replaced.get(keyOf(makeDot(entry.replica, entry.counter), entry.record))
    return names !== undefined && [...names].some(name => isSomething(entry.fields[name]))
  })
}

/** What forgetting writes, and what `blankReplaced` leaves, say nothing of anybody. */
function isSomething(value: FieldValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean'
}

/** By dot and record, the fields whose values somebody replaces. */
export type ReplacedDots = ReadonlyMap<string, ReadonlySet<string>>

/** What the entries of a log replace. */
export function replacedValues(entries: Iterable<RecordEntry>): ReplacedDots {
  const replaced = new Map<string, Set<string>>()
  for (const entry of entries) {
    for (const [field, dots] of Object.entries(entry.replaces)) {
      for (const dot of dots) {
        const key = keyOf(dot, entry.record)
        replaced.set(key, (replaced.get(key) ?? new Set()).add(field))
      }
    }
  }
  return replaced
}

function keyOf(dot: Dot, record: string): string {
  return `${dot} ${record}`
}
