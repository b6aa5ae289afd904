import { parseBusinessDay, parseId, type StoreId } from '../ids.ts'
import type { TaxClass, TaxRate } from '../tax/tax-class.ts'
import { taxKey } from '../tax/tax-of-line.ts'
import { WHOLE_RATE } from '../tax/tax-ratio.ts'
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
    const distinct = [...new Map(rates.map(rate => [identity(rate), rate])).values()].slice(0, MOST_RATES)
    return { value: distinct, problem: distinct.length === items.length ? null : 'not-a-rate' }
  },
}

const SCHEMA: RecordSchema<TaxClassRecord> = {
  name: text({ longest: 80, required: true }),
  rates: ratesField,
}

export { SCHEMA as taxClassSchema }

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

/** One rate may stand for several stores or times in turn. */
function identity(rate: TaxRate): string {
  return JSON.stringify([taxKey(rate), rate.from, rate.until, rate.stores])
}

function writableRate({ name, rateMillionths, included, ...limits }: TaxRate): FieldValue {
  const { compound, stores, from, until } = limits
  return {
    name,
    rateMillionths,
    included,
    ...(compound ? { compound } : {}),
    ...(stores ? { stores } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  }
}

function parseRate(value: FieldValue): TaxRate | undefined {
  if (value === null || typeof value !== 'object' || !('name' in value)) return undefined
  const { name, rateMillionths, included } = value
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return undefined
  if (typeof rateMillionths !== 'number' || typeof included !== 'boolean') return undefined
  const isRate = Number.isSafeInteger(rateMillionths) && rateMillionths >= 0 && rateMillionths <= WHOLE_RATE
  const limits = isRate ? parseLimits(value) : undefined
  return limits && { name, rateMillionths, included, ...limits }
}

type RateLimits = Pick<TaxRate, 'compound' | 'stores' | 'from' | 'until'>

/** A rate whose limits cannot be read is no rate: levying it everywhere and always would be a guess. */
function parseLimits(value: { readonly [key: string]: FieldValue }): RateLimits | undefined {
  const { compound, stores, from, until } = value
  const days = { from: parseDay(from), until: parseDay(until) }
  const places = parseStores(stores)
  if (days.from === null || days.until === null || places === null) return undefined
  if (compound !== undefined && typeof compound !== 'boolean') return undefined
  return {
    ...(compound ? { compound } : {}),
    ...(places ? { stores: places } : {}),
    ...(days.from ? { from: days.from } : {}),
    ...(days.until ? { until: days.until } : {}),
  }
}

/** Undefined where there is none, null where it cannot be read. */
function parseDay(value: FieldValue | undefined) {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? (parseBusinessDay(value) ?? null) : null
}

/** Undefined where there are none, null where they cannot be read. */
function parseStores(value: FieldValue | undefined): StoreId[] | null | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) return null
  const items: readonly FieldValue[] = value
  const stores = items.map(item => (typeof item === 'string' ? parseId<StoreId>(item) : undefined))
  const readable = stores.filter(store => store !== undefined)
  return readable.length === items.length ? readable : null
}
