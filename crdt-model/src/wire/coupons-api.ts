import * as v from 'valibot'
import { count } from './api-fields.ts'

/**
 * POST /api/coupon-uses — how often coupons were used at all tills, by the journals of which rows were made. For a till:
 * to hold limits that count everywhere (SPEC G12); for a person: to see them.
 */
export const couponUsesRequest = v.object({
  /** Their keys. */
  coupons: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))), v.maxLength(500)),
})

export const couponUsesReply = v.object({
  /** By key; one that was never used is left out. */
  uses: v.record(v.string(), v.pipe(v.number(), v.integer())),
  /** The last number of the asking till's journal, in its present epoch, that is in these figures; 0 for a person. */
  counted: count,
})
export type CouponUsesReply = v.InferOutput<typeof couponUsesReply>
