import type { ReplicaId } from '../ids.ts'
import type { Dot } from '../log/dot.ts'
import { sameValue } from './encode-record-entry.ts'
import type { Fields, FieldValue, FieldVersion, RecordEntry } from './record-entry.ts'
import { dotsToReplace, presentVersions, type RecordFold } from './record-fold.ts'

/** What somebody writes of one record. */
export interface RecordWrite {
  readonly replica: ReplicaId
  /** The next of this replica's counter in this log: from 1, without a gap. */
  readonly counter: number
  readonly record: string
  readonly fields: Fields
  readonly who: string
  /** Whole seconds since 1970. */
  readonly at: number
}

/**
 * The entry that writes the fields, replacing every value of them that this fold can see. A field that has the
 * wanted value already, and no other, is left out; undefined when nothing is left. SPEC R6.
 */
export function writeRecord(fold: RecordFold, write: RecordWrite): RecordEntry | undefined {
  const present = presentVersions(fold, write.record)
  const fields: { [field: string]: FieldValue } = {}
  const replaces: { [field: string]: readonly Dot[] } = {}
  let changes = 0
  for (const [field, value] of Object.entries(write.fields)) {
    const versions = present.get(field) ?? []
    if (isUnchanged(versions, value)) continue
    changes++
    fields[field] = value
    const dots = dotsToReplace(fold, write.record, field)
    if (dots.length > 0) replaces[field] = dots
  }
  if (changes === 0) return undefined
  return { ...write, fields, replaces }
}

function isUnchanged(versions: readonly FieldVersion[], value: FieldValue): boolean {
  return versions.length > 0 && versions.every(version => sameValue(version.value, value))
}
