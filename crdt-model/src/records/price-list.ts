import * as v from 'valibot'
import { type ProductId, parseId } from '../ids.ts'
import type { PriceList } from '../pricing/price-list.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import { limits, placeEntries, plainValue } from './conditions.ts'
import { type FieldRule, integer, parsed, price, text, yesOrNo } from './field-rule.ts'
import type { FieldFinding, Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { currentVersion } from './record-fold.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'

type PriceListConditions = Omit<PriceList, 'id' | 'name' | 'priority' | 'prices'>

/** A price list as its record holds it, but for the prices. SPEC C7. */
export interface PriceListRecord {
  readonly name: string
  readonly priority: number
  readonly archived: boolean
  /** Null where they are absent or cannot be read: then the list holds nowhere. */
  readonly conditions: PriceListConditions | null
}

/** Each product's price is a field of its own, so that two managers who change two prices do not meet. SPEC C7. */
const PRICE_FIELD = /^price\/(.+)$/

const conditionsSchema = limits(placeEntries)
const PRICE = price(MAX_AMOUNT)

const SCHEMA: RecordSchema<PriceListRecord> = {
  name: text({ longest: 80, required: true }),
  priority: integer({ from: -1000, to: 1000, fallback: 0 }),
  archived: yesOrNo(false),
  conditions: parsed<PriceListConditions | null>({
    fallback: null,
    required: true,
    problem: 'not-conditions',
    parse: value => {
      const result = v.safeParse(conditionsSchema, value)
      return result.success ? result.output : undefined
    },
  }),
}

/** The rule of a price list's field, or undefined where it knows no such field. SPEC C7. */
export function priceListFieldRule(field: string): FieldRule<unknown> | undefined {
  if (productOfPriceField(field) !== undefined) return PRICE
  return isOwnField(field) ? SCHEMA[field] : undefined
}

/** What the fields of a price list are without a value: off the list, for a product. SPEC H3. */
export function priceListDefaults(record: RecordState): Fields {
  const prices = [...record.fields.keys()].filter(field => productOfPriceField(field) !== undefined)
  return { priority: 0, archived: false, ...Object.fromEntries(prices.map(field => [field, null])) }
}

/** The product whose price a field of a price list holds, or undefined when it holds none. SPEC C7. */
export function productOfPriceField(field: string): ProductId | undefined {
  const id = PRICE_FIELD.exec(field)?.[1]
  return id === undefined ? undefined : parseId<ProductId>(id)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validatePriceListField(
  field: keyof PriceListRecord,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

/** A price list as its record stands, with its prices and what could not be read. SPEC C1, C7. */
export function readPriceList(record: RecordState): Reading<PriceListRecord & Pick<PriceList, 'prices'>> {
  const { value, findings } = readFields(SCHEMA, record)
  const prices = new Map<ProductId, number>()
  const unreadable: FieldFinding[] = []
  for (const field of record.fields.keys()) {
    const id = PRICE_FIELD.exec(field)?.[1]
    if (id === undefined) continue
    const product = parseId<ProductId>(id)
    const reading = PRICE.read(currentVersion(record, field)?.value ?? null)
    if (product === undefined || reading.problem)
      unreadable.push({ code: 'unreadable-field', record: record.id, field, problem: 'not-a-price' })
    // Null takes a price off the list.
    else if (reading.value !== null) prices.set(product, reading.value)
  }
  return { value: { ...value, prices }, findings: [...findings, ...unreadable] }
}

/** Fields of a price list for writing; a price of null takes the product off the list. SPEC C3, C7. */
export function priceListFields(
  values: Partial<PriceListRecord>,
  prices: ReadonlyMap<ProductId, number | null> = new Map(),
): Fields {
  const { conditions, ...others } = values
  return {
    ...writableFields(SCHEMA, {
      ...others,
      ...(conditions ? { conditions: plainValue(conditions) } : {}),
    }),
    ...Object.fromEntries([...prices].map(([product, amount]) => [`price/${product}`, amount])),
  }
}

function isOwnField(field: string): field is keyof PriceListRecord {
  return Object.hasOwn(SCHEMA, field)
}
