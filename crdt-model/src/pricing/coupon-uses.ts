import type { JournalEvent } from '../journal/journal-entry.ts'
import { couponKey } from './applicable-promotions.ts'
import type { Promotion } from './promotion.ts'

/** By how much an entry of this kind that names a coupon changes how often it was used. SPEC G12. */
export function couponUsesBy(kind: JournalEvent['kind']): number {
  if (kind === 'void') return -1
  return kind === 'sale' || kind === 'exchange' ? 1 : 0
}

/** The coupons that an entry names: those its sale used up. A refund leaves a coupon used. */
export function couponsOf(event: JournalEvent): readonly string[] {
  switch (event.kind) {
    case 'sale':
      return event.coupons ?? []
    case 'void':
    case 'exchange':
      return event.sale.coupons ?? []
    default:
      return []
  }
}

/** How often each coupon may be used in all, by its key: the least of what its promotions say. SPEC G12. */
export function couponLimits(promotions: readonly Pick<Promotion, 'conditions'>[]): Map<string, number> {
  const limits = new Map<string, number>()
  for (const { conditions } of promotions) {
    const { coupon, couponUses } = conditions
    if (coupon === undefined || couponUses === undefined) continue
    const key = couponKey(coupon)
    limits.set(key, Math.min(couponUses, limits.get(key) ?? couponUses))
  }
  return limits
}

/**
 * How often each limited coupon may still be used here.
 * @param counted how often each was used, by what the relay has counted
 * @param own entries of this till that the relay had not counted then
 */
export function couponUsesLeft(
  limits: ReadonlyMap<string, number>,
  counted: Readonly<Record<string, number>>,
  own: readonly { readonly kind: JournalEvent['kind']; readonly coupons?: readonly string[] }[],
): Map<string, number> {
  const left = new Map<string, number>()
  for (const [key, limit] of limits) {
    const here = own.filter(entry => entry.coupons?.includes(key))
    const used = here.reduce((sum, { kind }) => sum + couponUsesBy(kind), counted[key] ?? 0)
    left.set(key, Math.max(0, limit - used))
  }
  return left
}
