import { couponLimits, couponUsesLeft, promotionOf } from '@evertill/crdt-model'
import type { LocalDatabase, PromotionRow } from './database.ts'

/** What is looked at for coupons: the rest of the database does not matter to it. */
type Tables = Pick<LocalDatabase, 'promotions' | 'journal' | 'meta'>

/** How often each coupon of the shop may be used in all, by its key. */
export function limitsOf(rows: readonly PromotionRow[]): Map<string, number> {
  return couponLimits(rows.flatMap(row => promotionOf(row.id, row) ?? []))
}

/**
 * How often each limited coupon may still be used here: by what the relay counted last at all tills, and by what this
 * one sold since. Screen and worker use this one function. SPEC G12.
 */
export async function readCouponUsesLeft(database: Tables): Promise<ReadonlyMap<string, number>> {
  const limits = limitsOf(await database.promotions.toArray())
  if (limits.size === 0) return limits
  const told = await database.meta.get('couponUses')
  const { uses, counted } = told?.key === 'couponUses' ? told.value : { uses: {}, counted: 0 }
  const own = await database.journal
    .where('coupons')
    .anyOf([...limits.keys()])
    .distinct()
    .filter(row => row.number > counted)
    .toArray()
  return couponUsesLeft(limits, uses, own)
}
