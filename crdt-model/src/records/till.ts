import type { StoreId } from '../ids.ts'
import { text } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'
import { requiredReference } from './references.ts'

/** A place in a store where things are sold. SPEC C4. */
export interface Till {
  readonly name: string
  readonly store: StoreId
}

const SCHEMA: RecordSchema<Till> = {
  name: text({ longest: 80, required: true }),
  store: requiredReference(),
}

export { SCHEMA as tillSchema }

/** A till as its record stands, with what could not be read. SPEC C1. */
export function readTill(record: RecordState): Reading<Till> {
  return readFields(SCHEMA, record)
}

/** Fields of a till for writing. SPEC C3. */
export function tillFields(values: Partial<Till>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateTillField(field: keyof Till, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
