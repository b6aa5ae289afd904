import type { TaxClass, TaxRate } from '../tax/tax-class.ts'
import { taxKey, WHOLE_RATE } from '../tax/tax-of-line.ts'
import { type FieldRule, text } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'

/** A tax class as a record holds it; the id is the record's. SPEC C4. */
export type TaxClassRecord = Omit<TaxClass, 'id'>

const MOST_RATES = 8
const LONGEST_NAME = 40

/** Readable rates, each once; a rate that cannot be read is left out and told. */
const ratesField: FieldRule<readonly TaxRate[]> = {
  fallback: [],
  required: true,
  read: value => {
    if (!Array.isArray(value)) return { value: [], problem: 'not-a-rate' }
    const items: readonly FieldValue[] = value
    const rates = items.map(parseRate).filter(rate => rate !== undefined)
    const distinct = [...new Map(rates.map(rate => [taxKey(rate), rate])).values()].slice(0, MOST_RATES)
    return { value: distinct, problem: distinct.length === items.length ? null : 'not-a-rate' }
  },
}

const SCHEMA: RecordSchema<TaxClassRecord> = {
  name: text({ longest: 80, required: true }),
  rates: ratesField,
}

/** A tax class as its record stands, with what could not be read. SPEC C1. */
export function readTaxClass(record: RecordState): Reading<TaxClassRecord> {
  return readFields(SCHEMA, record)
}

/** Fields of a tax class for writing. SPEC C3. */
export function taxClassFields(values: Partial<TaxClassRecord>): Fields {
  const { rates, ...others } = values
  return writableFields(SCHEMA, rates ? { ...others, rates: rates.map(writableRate) } : others)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateTaxClassField(
  field: keyof TaxClassRecord,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

function writableRate({ name, rateMillionths, included }: TaxRate): FieldValue {
  return { name, rateMillionths, included }
}

function parseRate(value: FieldValue): TaxRate | undefined {
  if (value === null || typeof value !== 'object' || !('name' in value)) return undefined
  const { name, rateMillionths, included } = value
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return undefined
  if (typeof rateMillionths !== 'number' || typeof included !== 'boolean') return undefined
  const isRate = Number.isSafeInteger(rateMillionths) && rateMillionths >= 0 && rateMillionths <= WHOLE_RATE
  return isRate ? { name, rateMillionths, included } : undefined
}
