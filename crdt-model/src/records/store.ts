import { type InStoreRule, isInStorePattern } from '../barcode/in-store-code.ts'
import type { CatalogId } from '../ids.ts'
import type { CashRoundingRule } from '../money/cash-rounding.ts'
import type { CurrencyCode } from '../money/money.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import type { TaxRounding } from '../tax/tax-class.ts'
import { currencyField } from './currency-field.ts'
import { integer, oneOf, parsed, rule, text, texts, yesOrNo } from './field-rule.ts'
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
import { STORE_RECEIPT_RULES, type StoreReceipt } from './store-receipt.ts'
import { STORE_TENDER_RULES, type StoreTenders } from './store-tenders.ts'

/** A shop. SPEC C4. */
export interface Store extends StoreTenders, StoreReceipt {
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
  /** How the labels that the shop prints itself are read, or null for what is usual where it is. SPEC B6. */
  readonly labelRules: readonly InStoreRule[] | null
  /** Whether cash is taken in a shift only. SPEC Z6. */
  readonly shiftRequired: boolean
  /** Minor units that are usually in the drawer when a shift begins. */
  readonly usualFloat: number
  /** Whether the drawer is counted without knowing what should be in it. SPEC Z4. */
  readonly blindCount: boolean
  /** Minutes without a touch after which the cashier is signed out; 0 for never. SPEC O8. */
  readonly idleMinutes: number
  /** Minor units of a gift card or store credit that a till keeps for when the relay is out of reach. SPEC K5. */
  readonly offlineCredit: number
}

/** The form of an IANA time zone name; whether it exists is for the places that have a table of them. */
const TIME_ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/

/** 50.00 where there are two decimals. */
export const USUAL_OFFLINE_CREDIT = 5000

/** GS1 leaves twelve prefixes to shops. */
const MOST_LABEL_RULES = 20

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
  ...STORE_RECEIPT_RULES,
  labelRules: parsed<readonly InStoreRule[] | null>({
    fallback: null,
    required: false,
    problem: 'not-label-rules',
    parse: value => (value === null ? null : readLabelRules(value)),
  }),
  ...STORE_TENDER_RULES,
  shiftRequired: yesOrNo(false),
  usualFloat: integer({ from: 0, to: MAX_AMOUNT }),
  blindCount: yesOrNo(true),
  idleMinutes: integer({ from: 0, to: 240, fallback: 10 }),
  offlineCredit: integer({ from: 0, to: MAX_AMOUNT, fallback: USUAL_OFFLINE_CREDIT }),
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

/** All of them are to be readable: what is left of a table in which one is not would read labels by the wrong row. */
function readLabelRules(value: FieldValue): readonly InStoreRule[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_LABEL_RULES) return undefined
  const items: readonly FieldValue[] = value
  const rules = items.map(readLabelRule).filter(rule => rule !== undefined)
  return rules.length === items.length ? rules : undefined
}

function readLabelRule(value: FieldValue): InStoreRule | undefined {
  if (value === null || typeof value !== 'object' || !('pattern' in value) || !('kind' in value))
    return undefined
  const { pattern, kind } = value
  if (typeof pattern !== 'string' || !isInStorePattern(pattern)) return undefined
  return kind === 'weight' || kind === 'price' ? { pattern, kind } : undefined
}
