import * as v from 'valibot'
import { type BusinessDay, type CatalogId, type StoreId, type TillId, toId } from '../ids.ts'
import { id } from './api-fields.ts'

/** What queries and answers about sales, stock and history are made of, beside `api-fields.ts`. */

const branded = <Id extends StoreId | TillId | CatalogId>() =>
  v.pipe(
    id,
    v.transform(text => toId<Id>(text)),
  )

export const storeId = branded<StoreId>()
export const tillId = branded<TillId>()
export const catalogId = branded<CatalogId>()

/** `YYYY-MM-DD` of a day that there is. */
export const businessDayText = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  // A day that its month has not: 31 June would be 1 July.
  v.check(text => {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
    return day <= daysOf(year, month)
  }),
  v.transform(text => toId<BusinessDay>(text)),
)

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whole minor units of a currency: 1234 is 12.34 where it has two decimals. */
export const minorUnits = v.pipe(v.number(), v.integer())
/** Thousandths: 1000 is one piece. */
export const thousandths = v.pipe(v.number(), v.integer())
/** ISO 4217. */
export const currencyText = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))

/** A whole number in a query. */
export const queryNumber = (from: number, to: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(from), v.maxValue(to))

/** Where the next page begins, as the page before said it. */
export const pageCursor = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,400}$/))

export const MOST_ROWS = 200
export const pageLimit = v.optional(queryNumber(1, MOST_ROWS), '50')
