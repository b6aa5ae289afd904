import * as v from 'valibot'
import { id as apiId, count, epochMs } from './api-fields.ts'
import {
  businessDayText,
  currencyText,
  minorUnits,
  pageCursor,
  pageLimit,
  storeId,
  tillId,
} from './api-values.ts'

/**
 * What the relay tells of the shifts of tills' drawers, from the rows it makes of their journals. The sums are those of
 * a Z report (SPEC Z2, Z3) over the entries that have come in so far.
 */

/** GET /api/shifts — those opened last first. Days are those on which a shift was opened. */
export const shiftsQuery = v.object({
  store: v.optional(storeId),
  till: v.optional(tillId),
  from: v.optional(businessDayText),
  to: v.optional(businessDayText),
  cursor: v.optional(pageCursor),
  limit: pageLimit,
})
export type ShiftsQuery = v.InferOutput<typeof shiftsQuery>

export const shiftSummary = v.object({
  /** `till.epoch.number` of the opening. */
  id: v.string(),
  store: apiId,
  till: apiId,
  shift: count,
  /** `unclosed`: the till began the next one without a close. */
  state: v.picklist(['open', 'closed', 'unclosed']),
  day: v.string(),
  openedAt: epochMs,
  openedBy: v.nullable(apiId),
  closedAt: v.nullable(epochMs),
  closedBy: v.nullable(apiId),
  /** Why the count was off, or empty. */
  reason: v.string(),
  /** One for each currency in which something was sold. */
  sales: v.array(
    v.object({
      currency: currencyText,
      count,
      /** Refunds and voids: their amounts are in the total already. */
      returns: count,
      /** Without what was sold onto accounts. */
      total: minorUnits,
      /** Onto gift cards and store credit: owed, and no takings. SPEC K9. */
      soldOntoAccounts: minorUnits,
      /** By kind; the change that was given is in the drawer. */
      tenders: v.array(v.object({ kind: v.string(), amount: minorUnits })),
    }),
  ),
  /** One for each currency that lies in the drawer. */
  drawers: v.array(
    v.object({
      currency: currencyText,
      float: minorUnits,
      /** Taken less change and less what was paid back. */
      taken: minorUnits,
      cashIn: minorUnits,
      cashOut: minorUnits,
      drops: minorUnits,
      expected: minorUnits,
      /** Null before the close. */
      counted: v.nullable(minorUnits),
      overShort: v.nullable(minorUnits),
    }),
  ),
})
export type ShiftSummary = v.InferOutput<typeof shiftSummary>

export const shiftsReply = v.object({ shifts: v.array(shiftSummary), next: v.nullable(v.string()) })
export type ShiftsReply = v.InferOutput<typeof shiftsReply>
