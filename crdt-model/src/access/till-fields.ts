import { decodeRecordEntry } from '../records/encode-record-entry.ts'
import type { DocumentId } from './document-id.ts'

/**
 * Fields of records in documents that tills may write, which only an office writes: what a customer may owe, is exempt
 * from and gets at other prices, and whether they are on file at all. SPEC A6.
 */
const OFFICE_FIELDS: { readonly [kind in DocumentId['kind']]?: ReadonlySet<string> } = {
  customers: new Set(['group', 'exemption', 'creditLimit', 'archived', 'forgotten']),
}

/** The first of the fields that a till may not write, or undefined when it may write them all. SPEC A6. */
export function officeField(kind: DocumentId['kind'], fields: Iterable<string>): string | undefined {
  const reserved = OFFICE_FIELDS[kind]
  if (reserved === undefined) return undefined
  for (const field of fields) if (reserved.has(field)) return field
  return undefined
}

/** The same of a log's raw entry. What is no entry writes nothing: no fold counts it (R7). */
export function officeFieldOfEntry(kind: DocumentId['kind'], raw: unknown): string | undefined {
  if (OFFICE_FIELDS[kind] === undefined) return undefined
  const entry = decodeRecordEntry(raw)
  return entry && officeField(kind, Object.keys(entry.fields))
}
