import type { CatalogId } from '../ids.ts'
import type { CashRoundingRule } from '../money/cash-rounding.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { TaxRounding } from '../tax/tax-class.ts'
import { currencyField } from './currency-field.ts'
import { integer, oneOf, rule, text, texts } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'
import { requiredReference } from './references.ts'

/** A shop. SPEC C4. */
export interface Store {
  readonly name: string
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  /** IANA name, as `Europe/London`. */
  readonly timeZone: string
  readonly taxRounding: TaxRounding
  /** Minor units of the smallest coin that is used, or 0 where cash is not rounded. SPEC M7. */
  readonly cashStep: number
  readonly cashRule: CashRoundingRule
  /** Lines printed under the name on receipts. */
  readonly address: readonly string[]
  readonly receiptFooter: string
}

/** The form of an IANA time zone name; whether it exists is for the places that have a table of them. */
const TIME_ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/

const SCHEMA: RecordSchema<Store> = {
  name: text({ longest: 80, required: true }),
  catalog: requiredReference(),
  currency: currencyField,
  timeZone: rule('UTC', true, value =>
    typeof value === 'string' && value.length <= 64 && TIME_ZONE.test(value) ? null : 'not-a-time-zone',
  ),
  taxRounding: oneOf<TaxRounding>('per-line', ['per-unit', 'per-document']),
  cashStep: integer({ from: 0, to: 100_000 }),
  cashRule: oneOf<CashRoundingRule>('half-up', ['half-even', 'half-down', 'up', 'down']),
  address: texts({ most: 8, longest: 80 }),
  receiptFooter: text({ longest: 400 }),
}

export { SCHEMA as storeSchema }

/** What the fields that need not be there are without a value. */
export const STORE_DEFAULTS: Fields = defaultFields(SCHEMA)

/** A store as its record stands, with what could not be read. SPEC C1. */
export function readStore(record: RecordState): Reading<Store> {
  return readFields(SCHEMA, record)
}

/** Fields of a store for writing. SPEC C3. */
export function storeFields(values: Partial<Store>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateStoreField(field: keyof Store, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
