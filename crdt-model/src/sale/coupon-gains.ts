import { couponKey } from '../pricing/applicable-promotions.ts'
import type { Promotion } from '../pricing/promotion.ts'
import type { SaleTotals } from './sale.ts'

/** What a coupon that was presented takes off the sale. */
export interface CouponGain {
  /** Its key. */
  readonly coupon: string
  /** Minor units in all; 0 while it gives nothing. */
  readonly amount: number
}

/** What each of the coupons gives by these totals, in the order in which they were presented. SPEC G9. */
export function couponGains(
  coupons: readonly string[],
  totals: Pick<SaleTotals, 'discounts'>,
  promotions: readonly Promotion[],
): CouponGain[] {
  const couponOf = new Map(promotions.map(({ id, conditions }) => [id, conditions.coupon]))
  return coupons.map(couponKey).map(coupon => {
    const given = (totals.discounts ?? []).filter(({ source }) => {
      const needed = source.kind === 'promotion' ? couponOf.get(source.promotion) : undefined
      return needed !== undefined && couponKey(needed) === coupon
    })
    return { coupon, amount: sumOf(given) }
  })
}

/** Whether some promotion wants this coupon, on now or not. */
export function isKnownCoupon(code: string, promotions: readonly Promotion[]): boolean {
  const key = couponKey(code)
  return promotions.some(({ conditions: { coupon } }) => coupon !== undefined && couponKey(coupon) === key)
}

/** What was taken off the sale in all, in minor units. SPEC G9. */
export function savedIn(totals: Pick<SaleTotals, 'discounts'>): number {
  return sumOf(totals.discounts ?? [])
}

function sumOf(amounts: readonly { readonly amount: number }[]): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0)
}
