import { text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'

/**
 * Customers that promotions and price lists are for. In the settings: a till puts a customer into a group, and only
 * managers say which there are. SPEC C8.
 */
export interface CustomerGroup {
  readonly name: string
  readonly archived: boolean
}

const SCHEMA: RecordSchema<CustomerGroup> = {
  name: text({ longest: 80, required: true }),
  archived: yesOrNo(false),
}

export { SCHEMA as customerGroupSchema }

/** What stands for fields that nobody wrote. SPEC H3. */
export const CUSTOMER_GROUP_DEFAULTS: Fields = defaultFields(SCHEMA)

/** A group as its record stands, with what could not be read. SPEC C1. */
export function readCustomerGroup(record: RecordState): Reading<CustomerGroup> {
  return readFields(SCHEMA, record)
}

/** Fields of a group for writing. SPEC C3. */
export function customerGroupFields(values: Partial<CustomerGroup>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateCustomerGroupField(
  field: keyof CustomerGroup,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
