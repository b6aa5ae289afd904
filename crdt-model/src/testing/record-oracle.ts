import { type Dot, makeDot } from '../log/dot.ts'
import { canonicalJson } from '../records/encode-record-entry.ts'
import type { FieldValue, RecordEntry } from '../records/record-entry.ts'
import { type RecordFold, readRecord, recordIds } from '../records/record-fold.ts'

/**
 * What a record log must be worth, worked out in the plainest way: of every entry ever written, each value that no
 * entry names as replaced. Lines `record field value`, sorted.
 */
export function valuesNobodyReplaced(entries: Iterable<RecordEntry>): string[] {
  const all = [...entries]
  const replaced = new Set<string>()
  for (const { record, replaces } of all) {
    for (const [field, dots] of Object.entries(replaces)) {
      for (const dot of dots) replaced.add(`${record} ${field} ${dot}`)
    }
  }
  const values = new Set<string>()
  for (const entry of all) {
    const dot: Dot = makeDot(entry.replica, entry.counter)
    for (const [field, value] of Object.entries(entry.fields)) {
      if (!replaced.has(`${entry.record} ${field} ${dot}`)) values.add(line(entry.record, field, value))
    }
  }
  return [...values].sort()
}

/** The same of a fold, by what it shows. */
export function valuesShown(fold: RecordFold): string[] {
  const values: string[] = []
  for (const id of recordIds(fold)) {
    for (const [field, state] of readRecord(fold, id)?.fields ?? []) {
      const versions = state.kind === 'settled' ? [state.version] : state.versions
      for (const { value } of versions) values.push(line(id, field, value))
    }
  }
  return values.sort()
}

/** Everything a fold shows, picks, writers and times too, as one text. */
export function everythingShown(fold: RecordFold): string {
  const shown = [...recordIds(fold)].sort().map(id => {
    const fields = [...(readRecord(fold, id)?.fields ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    return [id, fields]
  })
  return JSON.stringify(shown.filter(([, fields]) => fields?.length !== 0))
}

function line(record: string, field: string, value: FieldValue): string {
  return `${record} ${field} ${canonicalJson(value)}`
}
