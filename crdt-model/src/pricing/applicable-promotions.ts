import { isWithin, type Moment } from '../calendar/moment.ts'
import type { CustomerGroupId, StoreId } from '../ids.ts'
import { isSelected, type PricedItem } from './priced-item.ts'
import type { Need, Promotion, PromotionConditions } from './promotion.ts'

/** Who buys where and when, and with which coupons. */
export interface PromotionPlace {
  readonly moment?: Moment
  readonly store?: StoreId
  readonly customerGroup: CustomerGroupId | null
  readonly coupons: readonly string[]
  /** How often each coupon may still be used here, by its key; a coupon that is not named has no limit. */
  readonly couponUsesLeft?: ReadonlyMap<string, number>
}

/** A coupon's code as it is compared: in upper case, without blanks around it. */
export function couponKey(code: string): string {
  return code.trim().toUpperCase()
}

/** The promotions that are on here and now, the higher priority first, equals by id. SPEC G2, G3. */
export function applicablePromotions(
  promotions: readonly Promotion[],
  items: readonly PricedItem[],
  place: PromotionPlace,
): Promotion[] {
  const coupons = new Set(place.coupons.map(couponKey))
  return promotions
    .filter(({ conditions }) => isOpen(conditions, place, coupons) && areMet(conditions.needs, items))
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
}

/** Whether the items are as many and as dear as is needed. `amounts` stand for what each costs by now. SPEC G3. */
export function areMet(
  needs: readonly Need[] | undefined,
  items: readonly PricedItem[],
  amounts?: readonly number[],
): boolean {
  return (needs ?? []).every(need => {
    let quantity = 0
    let amount = 0
    let found = false
    items.forEach((item, i) => {
      if (!item.discountable || !isSelected(need.on, item)) return
      found = true
      quantity += item.quantity
      amount += amounts?.[i] ?? item.gross
    })
    return found && quantity >= (need.quantity ?? 0) && amount >= (need.amount ?? 0)
  })
}

/** A condition on what is not known (no clock, no store) is not met. */
function isOpen(
  conditions: PromotionConditions,
  place: PromotionPlace,
  coupons: ReadonlySet<string>,
): boolean {
  const { from, until, weekdays, hours, stores, customerGroups, coupon } = conditions
  const isTimed = from !== undefined || until !== undefined || weekdays !== undefined || hours !== undefined
  if (isTimed && (place.moment === undefined || !isWithin(conditions, place.moment))) return false
  if (stores && (place.store === undefined || !stores.has(place.store))) return false
  if (customerGroups && (place.customerGroup === null || !customerGroups.has(place.customerGroup)))
    return false
  if (coupon === undefined) return true
  const key = couponKey(coupon)
  return coupons.has(key) && (place.couponUsesLeft?.get(key) ?? 1) > 0
}
