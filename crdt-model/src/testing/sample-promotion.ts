import { type DepartmentId, type ProductId, type PromotionId, toId } from '../ids.ts'
import type { PromotionPlace } from '../pricing/applicable-promotions.ts'
import { type AppliedDiscounts, applyDiscounts, type DiscountableItem } from '../pricing/apply-discounts.ts'
import type { PricedItem } from '../pricing/priced-item.ts'
import type { Benefit, ProductSelector, Promotion, Reduction } from '../pricing/promotion.ts'

/** A promotion on everything, always, that does not stack, unless said otherwise. */
export function samplePromotion(id: string, benefit: Benefit, changes: Partial<Promotion> = {}): Promotion {
  const plain = { name: id, priority: 0, stacks: false, conditions: {}, benefit }
  return { id: toId<PromotionId>(id), ...plain, ...changes }
}

/** So many pieces of a product at a price, in a department of the product's first letter. */
export function sampleItem(product: string, unitPrice: number, pieces = 1): PricedItem {
  return {
    product: toId<ProductId>(product),
    department: toId<DepartmentId>(product.slice(0, 1)),
    quantity: pieces * 1000,
    unitPrice,
    gross: unitPrice * pieces,
    pieces,
    promotable: true,
    discountable: true,
  }
}

export function products(...ids: readonly string[]): ProductSelector {
  return { products: new Set(ids.map(id => toId<ProductId>(id))) }
}

export function percent(hundredths: number): Extract<Reduction, { kind: 'percent' }> {
  return { kind: 'percent', millionths: hundredths * 10_000 }
}

/** Of every `take` the `cut` cheapest are free. */
export function cheapestFree(
  on: ProductSelector,
  take: number,
  cut = 1,
  mixed = true,
): Extract<Benefit, { kind: 'cheapest' }> {
  return { kind: 'cheapest', on, take, cut, off: percent(100), mixed }
}

/** No moment, no store, no customer. */
export const NOWHERE: PromotionPlace = { customerGroup: null, coupons: [] }

/** Applies promotions, and what a person takes off the whole sale. */
export function applyPromotions(
  items: readonly DiscountableItem[],
  promotions: readonly Promotion[],
  place: PromotionPlace = NOWHERE,
  saleDiscount?: Reduction,
): AppliedDiscounts {
  return applyDiscounts(items, saleDiscount, promotions, place, 'half-up')
}

/** What each promotion took off each line. */
export function givenBy(
  items: readonly DiscountableItem[],
  promotions: readonly Promotion[],
  place = NOWHERE,
): Record<string, number>[] {
  return applyPromotions(items, promotions, place).discounts.map(line =>
    Object.fromEntries(
      line.map(({ source, amount }) => [
        source.kind === 'promotion' ? source.promotion : source.kind,
        amount,
      ]),
    ),
  )
}
