import type { Times } from '../calendar/moment.ts'
import type { CustomerGroupId, DepartmentId, ProductId, PromotionId, StoreId } from '../ids.ts'

/** Something taken off a price. Amounts in minor units. */
export type Reduction =
  | { readonly kind: 'percent' /** 10 % is 100000. */; readonly millionths: number }
  | { readonly kind: 'amount'; readonly amount: number }
  /** It costs this much instead; nothing when it costs less already. */
  | { readonly kind: 'price'; readonly price: number }

/**
 * Which lines a promotion is for: those of a named product or department, and not excepted; all of them when none is
 * named. SPEC G1.
 */
export interface ProductSelector {
  readonly products?: ReadonlySet<ProductId>
  readonly departments?: ReadonlySet<DepartmentId>
  readonly exceptProducts?: ReadonlySet<ProductId>
  readonly exceptDepartments?: ReadonlySet<DepartmentId>
  /** Minor units: the lowest and the highest price of one piece. */
  readonly priceFrom?: number
  readonly priceTo?: number
}

/** What the sale must hold. SPEC G3. */
export interface Need {
  readonly on: ProductSelector
  /** Thousandths at least. */
  readonly quantity?: number
  /** Minor units at least. */
  readonly amount?: number
}

/** When, where and for whom a promotion is. What is absent limits nothing. SPEC G2, G3. */
export interface PromotionConditions extends Times {
  readonly stores?: ReadonlySet<StoreId>
  readonly customerGroups?: ReadonlySet<CustomerGroupId>
  /** Must be presented, written in any case. */
  readonly coupon?: string
  /** How often the coupon may be used in all, by everybody at all tills. SPEC G12. */
  readonly couponUses?: number
  readonly needs?: readonly Need[]
}

export interface QuantityBreak {
  /** Thousandths from which on it holds. */
  readonly quantity: number
  readonly off: Reduction
}

export interface BundlePart {
  readonly on: ProductSelector
  /** Pieces, 1 or more. */
  readonly pieces: number
}

/** What a promotion gives. SPEC G4–G7. */
export type Benefit =
  /** Off each piece. */
  | { readonly kind: 'each'; readonly on: ProductSelector; readonly off: Reduction }
  /** Off each piece, by how many there are of all that is selected. */
  | { readonly kind: 'breaks'; readonly on: ProductSelector; readonly breaks: readonly QuantityBreak[] }
  /**
   * Of every `take` pieces the `cut` cheapest are reduced: 3 for the price of 2 is `take` 3, `cut` 1, 100 %.
   * `mixed` groups may hold different products.
   */
  | {
      readonly kind: 'cheapest'
      readonly on: ProductSelector
      readonly take: number
      readonly cut: number
      readonly off: Reduction
      readonly mixed: boolean
      /** How many groups a sale may have; any number when absent. */
      readonly times?: number
    }
  /** Off the sum of one set of parts. */
  | {
      readonly kind: 'bundle'
      readonly parts: readonly BundlePart[]
      readonly off: Reduction
      readonly times?: number
    }
  /** Off the whole sale. */
  | { readonly kind: 'whole-sale'; readonly off: Exclude<Reduction, { readonly kind: 'price' }> }

/** SPEC G. */
export interface Promotion {
  readonly id: PromotionId
  readonly name: string
  /** The higher goes first. */
  readonly priority: number
  /** Whether other promotions may go on top of it, or it on top of others. SPEC G5, G7. */
  readonly stacks: boolean
  readonly conditions: PromotionConditions
  readonly benefit: Benefit
}
