import * as v from 'valibot'
import { type PriceListId, type ProductId, parseId } from '../ids.ts'
import type { PriceList } from '../pricing/price-list.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import { limits, placeEntries, plainValue } from './conditions.ts'
import { integer, parsed, price, text, yesOrNo } from './field-rule.ts'
import type { FieldFinding, Reading } from './finding.ts'
import type { Fields, RecordState } from './record-entry.ts'
import { currentVersion } from './record-fold.ts'
import { type RecordSchema, readFields, writableFields } from './record-schema.ts'

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

/** The list to price with, or undefined while it is archived or its conditions cannot be read. SPEC C7. */
export function priceListOf(
  id: PriceListId,
  record: PriceListRecord & Pick<PriceList, 'prices'>,
): PriceList | undefined {
  const { name, priority, archived, conditions, prices } = record
  return archived || conditions === null ? undefined : { ...conditions, id, name, priority, prices }
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
