import { toId } from '../ids.ts'
import { makeDot } from '../log/dot.ts'
import type { FieldState, FieldValue, FieldVersion, RecordState } from '../records/record-entry.ts'

/** A record of these settled fields. */
export function sampleRecord(fields: Readonly<Record<string, FieldValue>>, id = 'r1'): RecordState {
  const states = Object.entries(fields).map(([field, value], i): [string, FieldState] => [
    field,
    { kind: 'settled', version: version(value, i + 1) },
  ])
  return { id, fields: new Map(states) }
}

/** The same record with one field in conflict; the first value is the pick. */
export function inConflict(
  record: RecordState,
  field: string,
  ...values: [FieldValue, ...FieldValue[]]
): RecordState {
  const [pick, ...others] = values
  const state: FieldState = {
    kind: 'conflict',
    pick: version(pick, 100),
    versions: [version(pick, 100), ...others.map((value, i) => version(value, 101 + i))],
  }
  return { ...record, fields: new Map(record.fields).set(field, state) }
}

function version(value: FieldValue, counter: number): FieldVersion {
  return { value, dot: makeDot(toId('replica1'), counter), who: 'anna', at: 1_700_000_000 }
}
