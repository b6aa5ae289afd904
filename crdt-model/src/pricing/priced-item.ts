import type { DepartmentId, ProductId, PromotionId } from '../ids.ts'
import type { ProductSelector } from './promotion.ts'

/** A line as promotions see it. Amounts in minor units, quantity in thousandths. */
export interface PricedItem {
  readonly product: ProductId | null
  readonly department: DepartmentId | null
  readonly quantity: number
  readonly unitPrice: number
  /** What it costs before any discount. */
  readonly gross: number
  /** How many pieces of `unitPrice` it is made of; 0 when it was weighed or bears its price on a label. */
  readonly pieces: number
  /** Whether promotions on products may be for it. SPEC G1. */
  readonly promotable: boolean
  /** Whether discounts and promotions on the whole sale fall on it too. SPEC D2. */
  readonly discountable: boolean
}

/** Where a discount comes from. */
export type DiscountSource =
  | { readonly kind: 'promotion'; readonly promotion: PromotionId }
  /** A person's, on the line. */
  | { readonly kind: 'line' }
  /** A person's, on the whole sale. */
  | { readonly kind: 'sale' }

/** Minor units, above 0, that a source takes off a line or a sale. */
export interface Discount {
  readonly source: DiscountSource
  readonly amount: number
}

/** SPEC G1. */
export function isSelected(on: ProductSelector, item: PricedItem): boolean {
  const { product, department, unitPrice } = item
  if (on.priceFrom !== undefined && unitPrice < on.priceFrom) return false
  if (on.priceTo !== undefined && unitPrice > on.priceTo) return false
  if (product !== null && on.exceptProducts?.has(product)) return false
  if (department !== null && on.exceptDepartments?.has(department)) return false
  if (on.products === undefined && on.departments === undefined) return true
  if (product !== null && on.products?.has(product)) return true
  return department !== null && (on.departments?.has(department) ?? false)
}

export function isSameSource(a: DiscountSource, b: DiscountSource): boolean {
  if (a.kind !== 'promotion' || b.kind !== 'promotion') return a.kind === b.kind
  return a.promotion === b.promotion
}
