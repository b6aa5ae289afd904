import * as v from 'valibot'
import { parseDate } from '../age/birth-date.ts'
import type { Times, Weekday } from '../calendar/moment.ts'
import type { AnyId } from '../ids.ts'
import { parseId } from '../ids.ts'
import type { ProductSelector, PromotionConditions } from '../pricing/promotion.ts'
import { MAX_AMOUNT, MAX_QUANTITY } from '../sale/limits.ts'
import type { FieldValue } from './record-entry.ts'

/** Schemas of what promotions and price lists are limited by, as records hold them: sets are lists there. SPEC C6. */

const MOST_IDS = 5000

/** Ids of one kind, each once. */
export function idSet<Id extends AnyId>() {
  return v.pipe(
    v.array(v.string()),
    v.maxLength(MOST_IDS),
    v.rawTransform<string[], ReadonlySet<Id>>(({ dataset, addIssue, NEVER }) => {
      const ids = dataset.value.map(text => parseId<Id>(text))
      const readable = ids.filter(id => id !== undefined)
      if (readable.length === ids.length) return new Set(readable)
      addIssue({ message: 'not an id' })
      return NEVER
    }),
  )
}

export function wholeNumber(from: number, to: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to))
}

export const amountSchema = wholeNumber(0, MAX_AMOUNT)
export const quantitySchema = wholeNumber(1, MAX_QUANTITY)

const day = v.pipe(
  v.string(),
  v.rawTransform<string, NonNullable<Times['from']>>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseDate(dataset.value)
    if (parsed !== undefined) return parsed
    addIssue({ message: 'not a day' })
    return NEVER
  }),
)

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/**
 * An object all of whose fields may be absent. A list would pass for one without any field, and so for no limit at all.
 */
export function limits<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(
    v.unknown(),
    v.check(value => !Array.isArray(value)),
    v.strictObject(entries),
  )
}

/** Days, days of the week, hours. */
export const timesEntries = {
  from: v.exactOptional(day),
  until: v.exactOptional(day),
  weekdays: v.exactOptional(v.pipe(v.array(v.picklist(WEEKDAYS)), v.maxLength(7))),
  hours: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ from: wholeNumber(0, 1439), until: wholeNumber(0, 1439) })),
      v.maxLength(24),
    ),
  ),
}

export const selectorSchema = limits({
  products: v.exactOptional(idSet<NonNullable<SetMember<ProductSelector['products']>>>()),
  departments: v.exactOptional(idSet<NonNullable<SetMember<ProductSelector['departments']>>>()),
  exceptProducts: v.exactOptional(idSet<NonNullable<SetMember<ProductSelector['products']>>>()),
  exceptDepartments: v.exactOptional(idSet<NonNullable<SetMember<ProductSelector['departments']>>>()),
  priceFrom: v.exactOptional(amountSchema),
  priceTo: v.exactOptional(amountSchema),
})

export const placeEntries = {
  ...timesEntries,
  stores: v.exactOptional(idSet<NonNullable<SetMember<PromotionConditions['stores']>>>()),
  customerGroups: v.exactOptional(idSet<NonNullable<SetMember<PromotionConditions['customerGroups']>>>()),
}

type SetMember<Of> = Of extends ReadonlySet<infer Member> ? Member : never

/** A value of these schemas as plain JSON: sets as lists. */
export function plainValue(value: unknown): FieldValue {
  if (value instanceof Set) return [...value].map(plainValue)
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value === null || typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainValue(each)]))
}
