import { couponGains, couponKey, couponLimits, isKnownCoupon } from '@evertill/crdt-model'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { showToast } from '../ui/toast.tsx'
import type { Till } from './till-context.tsx'

type Couponing = Pick<Till, 'sales' | 'promotions' | 'currency' | 'pricing'>

/**
 * Presents a coupon that was scanned or typed, and says what it gives.
 * @returns whether some promotion of the shop knows it
 */
export function takeCoupon(till: Couponing, code: string): boolean {
  if (!isKnownCoupon(code, till.promotions())) return false
  if (till.sales.step().kind === 'paying') {
    showToast({ text: t('till.coupon.notNow') })
    return true
  }
  till.sales.presentCoupon(code)
  showToast({ text: gainWords(till, couponKey(code), gainOf(till, code)) })
  return true
}

/** What a coupon takes off the sale as it stands. Minor units. */
export function gainOf(till: Couponing, code: string): number {
  return couponGains([code], till.sales.totals(), till.promotions())[0]?.amount ?? 0
}

/** What a coupon gives, in words. */
export function gainWords(
  till: Pick<Till, 'currency' | 'promotions' | 'pricing'>,
  code: string,
  amount: number,
): string {
  if (isUsedUp(till, code))
    return t('till.coupon.usedUp', { code, count: couponLimits(till.promotions()).get(code) ?? 0 })
  return amount > 0
    ? t('till.coupon.gives', { code, amount: formatMoney(amount, till.currency()) })
    : t('till.coupon.nothing', { code })
}

/** Whether the coupon was used as often as it may be, at all tills together. SPEC G12. */
export function isUsedUp(till: Pick<Till, 'pricing'>, code: string): boolean {
  return till.pricing().couponUsesLeft?.get(code) === 0
}
