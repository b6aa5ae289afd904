import { type Dot, makeDot } from '../log/dot.ts'
import { sameValue } from './encode-record-entry.ts'
import type { FieldState, Fields, FieldValue, RecordEntry, RecordState } from './record-entry.ts'

/**
 * The values that an entry found in a field and put its own in place of: more than one when it settled a conflict,
 * none when the field was new, or when what was there is no longer known. SPEC H2.
 *
 * @param replaced the entries that `entry` names as replaced, as far as they are known
 */
export function valuesBefore(
  entry: RecordEntry,
  field: string,
  replaced: Iterable<RecordEntry>,
): FieldValue[] {
  const named = new Set<Dot>(entry.replaces[field] ?? [])
  const known = [...replaced].filter(other => named.has(dotOf(other)) && Object.hasOwn(other.fields, field))
  // By R6 an entry also names values that were replaced before: those are not what its writer saw.
  const older = new Set<Dot>(known.flatMap(other => other.replaces[field] ?? []))
  const before: FieldValue[] = []
  for (const other of known) {
    const value = other.fields[field]
    if (value === undefined || older.has(dotOf(other)) || before.some(each => sameValue(each, value)))
      continue
    before.push(value)
  }
  return before
}

/**
 * What has to be written of a record so that it is as it was, without touching what has not changed since. A field
 * that was in conflict becomes what tills used; one that nobody had written becomes its default. SPEC H3.
 *
 * @param then the record as it was; undefined when it was not there yet: then it is archived, where it can be
 * @param now the record as it is
 * @param defaults of the fields that need not be there
 */
export function restoredFields(then: RecordState | undefined, now: RecordState, defaults: Fields): Fields {
  const fields: { [field: string]: FieldValue } = {}
  for (const [field, value] of wantedValues(then, now, defaults)) {
    const state = now.fields.get(field)
    if (state?.kind === 'settled' && sameValue(state.version.value, value)) continue
    fields[field] = value
  }
  return fields
}

function wantedValues(
  then: RecordState | undefined,
  now: RecordState,
  defaults: Fields,
): Map<string, FieldValue> {
  const wanted = new Map<string, FieldValue>()
  if (then === undefined) {
    if (Object.hasOwn(defaults, 'archived')) wanted.set('archived', true)
    return wanted
  }
  for (const [field, before] of then.fields) {
    if (!isSameState(before, now.fields.get(field))) wanted.set(field, pickOf(before))
  }
  for (const field of now.fields.keys()) {
    const value = defaults[field]
    if (!then.fields.has(field) && value !== undefined) wanted.set(field, value)
  }
  return wanted
}

function pickOf(state: FieldState): FieldValue {
  return state.kind === 'settled' ? state.version.value : state.pick.value
}

/** Whether nobody has written the field since. */
function isSameState(then: FieldState, now: FieldState | undefined): boolean {
  return now !== undefined && dotsOf(then).join() === dotsOf(now).join()
}

function dotsOf(state: FieldState): Dot[] {
  return state.kind === 'settled' ? [state.version.dot] : state.versions.map(version => version.dot)
}

function dotOf(entry: RecordEntry): Dot {
  return makeDot(entry.replica, entry.counter)
}
