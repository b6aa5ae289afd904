import * as v from 'valibot'
import { id as apiId, count, epochMs } from './api-fields.ts'
import {
  businessDayText,
  currencyText,
  minorUnits,
  pageCursor,
  pageLimit,
  storeId,
  thousandths,
  tillId,
} from './api-values.ts'

/**
 * What the relay tells of sales and stock from the rows it makes of the tills' journals. Days are business days of the
 * till; times are its clock. A person who may see some stores only is told of these only.
 */

const whichSales = {
  store: v.optional(storeId),
  till: v.optional(tillId),
  /** The person who was signed in at the till. */
  cashier: v.optional(apiId),
  /** First and last day, both included. */
  from: v.optional(businessDayText),
  to: v.optional(businessDayText),
  /** A receipt's number, or the beginning of one, in any case: `G1-0001`. */
  receipt: v.optional(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[A-Z0-9.-]{1,40}$/))),
}

/** GET /api/sales — the newest first. */
export const salesQuery = v.object({ ...whichSales, cursor: v.optional(pageCursor), limit: pageLimit })
export type SalesQuery = v.InferOutput<typeof salesQuery>

/** GET /api/sales/export.csv — the oldest first, all of them. */
export const salesExportQuery = v.object(whichSales)
export type SalesExportQuery = v.InferOutput<typeof salesExportQuery>

export const saleSummary = v.object({
  /** `till.epoch.number`: the entry of the journal; the sale of an exchange has `.1` behind. */
  id: v.string(),
  /** What takes a sale back has its quantities and amounts below 0. */
  kind: v.picklist(['sale', 'refund', 'void']),
  receipt: v.string(),
  store: apiId,
  till: apiId,
  day: v.string(),
  at: epochMs,
  /** The till's offset from UTC in minutes. */
  offsetMinutes: v.number(),
  /**
   * By how much the till's clock was ahead of the relay's on the connection that brought the entry, milliseconds; below
   * 0 behind; null where it was not measured.
   */
  clockOffset: v.nullable(v.pipe(v.number(), v.integer())),
  cashier: v.nullable(apiId),
  currency: currencyText,
  lines: count,
  subtotal: minorUnits,
  taxAdded: minorUnits,
  taxIncluded: minorUnits,
  total: minorUnits,
  tendered: minorUnits,
  change: minorUnits,
  /** What was taken off; lines and subtotal are after it. */
  discount: minorUnits,
  tip: minorUnits,
  /** What cash rounding added. */
  rounding: minorUnits,
  customer: v.nullable(apiId),
  /** Of a refund or void. */
  reason: v.nullable(v.string()),
  /** Of a sale that goods paid for that came back: what they were worth, below 0. One entry, and one row here. */
  exchanged: v.nullable(minorUnits),
})
export type SaleSummary = v.InferOutput<typeof saleSummary>

export const salesReply = v.object({
  sales: v.array(saleSummary),
  /** For the next page; null when this is the last. */
  next: v.nullable(v.string()),
})
export type SalesReply = v.InferOutput<typeof salesReply>

export const taxLine = v.object({
  name: v.string(),
  rateMillionths: count,
  included: v.boolean(),
  net: minorUnits,
  tax: minorUnits,
})

/** What was taken down of a card terminal's slip: only what there is. SPEC E10. */
export const cardSlip = v.object({
  scheme: v.exactOptional(v.string()),
  /** Of the card's number. */
  lastFour: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9]{4}$/))),
  aid: v.exactOptional(v.string()),
  approval: v.exactOptional(v.string()),
})

export const saleDetail = v.object({
  ...saleSummary.entries,
  /** The sale that a refund or void takes back; null without a receipt. */
  of: v.nullable(v.object({ id: v.string(), receipt: v.string() })),
  /** What took something of this sale back, the oldest first. */
  back: v.array(
    v.object({
      id: v.string(),
      kind: v.picklist(['refund', 'void']),
      receipt: v.string(),
      at: epochMs,
      total: minorUnits,
    }),
  ),
  /** Years up to which the buyer's age was confirmed, or 0. */
  ageChecked: count,
  /** SHA-256 over this entry and all before it in the till's journal, as hex: a receipt shows how it begins. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  items: v.array(
    v.object({
      product: v.nullable(apiId),
      /** Of an item that is not on file; otherwise null. */
      name: v.nullable(v.string()),
      quantity: thousandths,
      unitPrice: minorUnits,
      listPrice: minorUnits,
      amount: minorUnits,
      /** Of a refund: the line of the sale that it takes back, from 0. */
      ofLine: v.nullable(count),
      /** Positions in `taxes`. */
      taxes: v.array(count),
      /** What was taken off the line, in the order in which it was. */
      discounts: v.array(
        v.object({
          source: v.picklist(['promotion', 'line', 'sale']),
          promotion: v.nullable(apiId),
          amount: minorUnits,
        }),
      ),
      /** What was said of the line beside its price: only what there is. */
      details: v.object({
        serial: v.optional(v.string()),
        note: v.optional(v.string()),
        tare: v.optional(thousandths),
        deposit: v.optional(v.literal(true)),
        exemption: v.optional(v.object({ reason: v.string(), certificate: v.string() })),
        /** Included taxes that it was exempt from. */
        exempted: v.optional(minorUnits),
      }),
    }),
  ),
  taxes: v.array(taxLine),
  tenders: v.array(v.object({ kind: v.string(), amount: minorUnits, slip: v.exactOptional(cardSlip) })),
})
export type SaleDetail = v.InferOutput<typeof saleDetail>

/** GET /api/sales/<id> — of an exchange the whole of it, asked for by either of its sides. */
export const saleReply = v.object({
  ...saleDetail.entries,
  /** The goods that came back and paid for the sale, in an exchange; otherwise null. */
  returned: v.nullable(saleDetail),
})
export type SaleReply = v.InferOutput<typeof saleReply>

/** GET /api/daily-totals — the newest day first, one entry for each store and currency. */
export const dailyTotalsQuery = v.object({
  store: v.optional(storeId),
  from: v.optional(businessDayText),
  to: v.optional(businessDayText),
  cursor: v.optional(pageCursor),
  limit: pageLimit,
})
export type DailyTotalsQuery = v.InferOutput<typeof dailyTotalsQuery>

export const dailyTotals = v.object({
  day: v.string(),
  store: apiId,
  currency: currencyText,
  sales: count,
  /** Refunds and voids: their amounts are in the sums already. */
  returns: count,
  subtotal: minorUnits,
  taxAdded: minorUnits,
  /** As the subtotal, without what was sold onto accounts. */
  total: minorUnits,
  /** Onto gift cards and store credit: owed, and no takings. SPEC K9. */
  soldOntoAccounts: minorUnits,
  /** One for each name, rate and kind. */
  taxes: v.array(taxLine),
  /** What was handed over, by kind; the change given back is in `change`. */
  tenders: v.array(v.object({ kind: v.string(), amount: minorUnits })),
  change: minorUnits,
})
export type DailyTotals = v.InferOutput<typeof dailyTotals>
export const dailyTotalsReply = v.object({ days: v.array(dailyTotals), next: v.nullable(v.string()) })
export type DailyTotalsReply = v.InferOutput<typeof dailyTotalsReply>

/** GET /api/stock-movements — the newest first; those without a time come last. */
export const stockMovementsQuery = v.object({
  store: v.optional(storeId),
  product: v.optional(apiId),
  from: v.optional(businessDayText),
  to: v.optional(businessDayText),
  cursor: v.optional(pageCursor),
  limit: pageLimit,
})
export type StockMovementsQuery = v.InferOutput<typeof stockMovementsQuery>

export const stockMovement = v.object({
  store: apiId,
  /** The till, or another writer of stock. */
  writer: apiId,
  epoch: count,
  number: count,
  product: apiId,
  quantity: thousandths,
  /** `sale`, `receiving`, … or `total`: what a writer had moved before, in one. */
  reason: v.string(),
  /** Null where it is not known. */
  at: v.nullable(epochMs),
  day: v.nullable(v.string()),
})
export type StockMovement = v.InferOutput<typeof stockMovement>
export const stockMovementsReply = v.object({
  movements: v.array(stockMovement),
  next: v.nullable(v.string()),
})
export type StockMovementsReply = v.InferOutput<typeof stockMovementsReply>
