import * as v from 'valibot'
import type { Benefit, PromotionConditions } from '../pricing/promotion.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import {
  amountSchema,
  limits,
  placeEntries,
  plainValue,
  quantitySchema,
  selectorSchema,
  wholeNumber,
} from './conditions.ts'
import { integer, parsed, text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'

/** A promotion as its record holds it; the id is the record's. SPEC C6. */
export interface PromotionRecord {
  readonly name: string
  readonly priority: number
  readonly stacks: boolean
  readonly archived: boolean
  /** Null where they are absent or cannot be read: then it is not on, for without them it would be on everywhere. */
  readonly conditions: PromotionConditions | null
  /** Null where it is absent or cannot be read. */
  readonly benefit: Benefit | null
}

/** The highest limit of a coupon's uses that can be written. */
export const MOST_COUPON_USES = 999_999

const percent = v.strictObject({ kind: v.literal('percent'), millionths: wholeNumber(1, 1_000_000) })
const amountOff = v.strictObject({ kind: v.literal('amount'), amount: wholeNumber(1, MAX_AMOUNT) })
const fixedPrice = v.strictObject({ kind: v.literal('price'), price: amountSchema })
const reduction = v.variant('kind', [percent, amountOff, fixedPrice])
const pieces = wholeNumber(1, 1000)

const benefitSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('each'), on: selectorSchema, off: reduction }),
  v.strictObject({
    kind: v.literal('breaks'),
    on: selectorSchema,
    breaks: v.pipe(
      v.array(v.strictObject({ quantity: quantitySchema, off: reduction })),
      v.minLength(1),
      v.maxLength(20),
    ),
  }),
  v.strictObject({
    kind: v.literal('cheapest'),
    on: selectorSchema,
    take: pieces,
    cut: pieces,
    off: reduction,
    mixed: v.boolean(),
    times: v.exactOptional(pieces),
  }),
  v.strictObject({
    kind: v.literal('bundle'),
    parts: v.pipe(v.array(v.strictObject({ on: selectorSchema, pieces })), v.minLength(1), v.maxLength(12)),
    off: reduction,
    times: v.exactOptional(pieces),
  }),
  v.strictObject({ kind: v.literal('whole-sale'), off: v.variant('kind', [percent, amountOff]) }),
])

const conditionsSchema = limits({
  ...placeEntries,
  coupon: v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
  couponUses: v.exactOptional(wholeNumber(1, MOST_COUPON_USES)),
  needs: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          on: selectorSchema,
          quantity: v.exactOptional(quantitySchema),
          amount: v.exactOptional(amountSchema),
        }),
      ),
      v.maxLength(12),
    ),
  ),
})

const SCHEMA: RecordSchema<PromotionRecord> = {
  name: text({ longest: 80, required: true }),
  priority: integer({ from: -1000, to: 1000, fallback: 0 }),
  stacks: yesOrNo(false),
  archived: yesOrNo(false),
  conditions: parsed<PromotionConditions | null>({
    fallback: null,
    required: true,
    problem: 'not-conditions',
    parse: value => outputOf(conditionsSchema, value),
  }),
  benefit: parsed<Benefit | null>({
    fallback: null,
    required: true,
    problem: 'not-a-benefit',
    parse: value => outputOf(benefitSchema, value),
  }),
}

export { SCHEMA as promotionSchema }

/** What the fields that need not be there are without a value. */
export const PROMOTION_DEFAULTS: Fields = { priority: 0, stacks: false, archived: false }

/** A promotion as its record stands, with what could not be read. SPEC C1, C6. */
export function readPromotion(record: RecordState): Reading<PromotionRecord> {
  return readFields(SCHEMA, record)
}

/** Conditions as a record holds them, or null where they cannot be read. SPEC C6. */
export function readPromotionConditions(value: FieldValue): PromotionConditions | null {
  return SCHEMA.conditions.read(value).value
}

/** A benefit as a record holds it, or null where it cannot be read. SPEC C6. */
export function readBenefit(value: FieldValue): Benefit | null {
  return SCHEMA.benefit.read(value).value
}

/** Fields of a promotion for writing. SPEC C3. */
export function promotionFields(values: Partial<PromotionRecord>): Fields {
  const { conditions, benefit, ...others } = values
  return writableFields(SCHEMA, {
    ...others,
    ...(conditions ? { conditions: plainValue(conditions) } : {}),
    ...(benefit ? { benefit: plainValue(benefit) } : {}),
  })
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validatePromotionField(
  field: keyof PromotionRecord,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

function outputOf<Schema extends v.GenericSchema>(
  schema: Schema,
  value: FieldValue,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, value)
  return result.success ? result.output : undefined
}
