import type { CurrencyCode } from '../money/money.ts'
import { currencyField } from './currency-field.ts'
import { text } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'

/** A range of products that one or more stores of one currency sell. SPEC C4. */
export interface Catalog {
  readonly name: string
  /** The currency of its prices. */
  readonly currency: CurrencyCode
}

const SCHEMA: RecordSchema<Catalog> = {
  name: text({ longest: 80, required: true }),
  currency: currencyField,
}

export { SCHEMA as catalogSchema }

/** A catalog as its record stands, with what could not be read. SPEC C1. */
export function readCatalog(record: RecordState): Reading<Catalog> {
  return readFields(SCHEMA, record)
}

/** Fields of a catalog for writing. SPEC C3. */
export function catalogFields(values: Partial<Catalog>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateCatalogField(field: keyof Catalog, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
