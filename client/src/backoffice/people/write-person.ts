import { type Person, type PersonId, personFields } from '@evertill/crdt-model'
import type { Office } from '../office-context.tsx'
import { type WriteTarget, writeRecords } from '../record-write.ts'

/** Where the people of a store stand. */
export function staffOf(store: string): WriteTarget {
  return { document: `staff/${store}`, log: 'people' }
}

/** Writes some fields of somebody. Resolves with whether it was written; says so itself when not. */
export function writePerson(
  office: Office,
  store: string,
  id: PersonId,
  values: Partial<Person>,
): Promise<boolean> {
  return writeRecords(office.replica, staffOf(store), [{ record: id, fields: personFields(values) }])
}
