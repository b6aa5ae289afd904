import { integer, text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'

/** A group of products, with a colour of its own at the till. SPEC C4. */
export interface Department {
  readonly name: string
  /** 0–359: the hue of its tiles. */
  readonly hue: number
  /** Its place among the departments, ascending. */
  readonly order: number
  readonly archived: boolean
}

const SCHEMA: RecordSchema<Department> = {
  name: text({ longest: 80, required: true }),
  hue: integer({ from: 0, to: 359, fallback: 210 }),
  order: integer({ from: 0, to: 1_000_000 }),
  archived: yesOrNo(false),
}

export { SCHEMA as departmentSchema }

/** What a department has in the fields that nobody wrote. */
export const DEPARTMENT_DEFAULTS: Fields = defaultFields(SCHEMA)

/** A department as its record stands, with what could not be read. SPEC C1. */
export function readDepartment(record: RecordState): Reading<Department> {
  return readFields(SCHEMA, record)
}

/** Fields of a department for writing. SPEC C3. */
export function departmentFields(values: Partial<Department>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateDepartmentField(
  field: keyof Department,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
