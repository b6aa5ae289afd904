import type { RoundingRule } from '../money/round.ts'
import { oneOf, text } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'

/** The firm that owns the stores. SPEC C4. */
export interface Organisation {
  readonly name: string
  /** What happens to half a minor unit, of prices and taxes alike. SPEC M4. */
  readonly halves: RoundingRule
}

const SCHEMA: RecordSchema<Organisation> = {
  name: text({ longest: 80, required: true }),
  halves: oneOf<RoundingRule>('half-up', ['half-even']),
}

export { SCHEMA as organisationSchema }

/** What the fields that need not be there are without a value. */
export const ORGANISATION_DEFAULTS: Fields = defaultFields(SCHEMA)

/** An organisation as its record stands, with what could not be read. SPEC C1. */
export function readOrganisation(record: RecordState): Reading<Organisation> {
  return readFields(SCHEMA, record)
}

/** Fields of an organisation for writing. SPEC C3. */
export function organisationFields(values: Partial<Organisation>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateOrganisationField(
  field: keyof Organisation,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
