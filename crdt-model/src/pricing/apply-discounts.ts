import { allocate } from '../money/allocate.ts'
import type { RoundingRule } from '../money/round.ts'
import { applicablePromotions, areMet, type PromotionPlace } from './applicable-promotions.ts'
import { bestGroups } from './best-groups.ts'
import { type DealGroup, groupablePieces, groupDeals } from './group-deal.ts'
import { pieceReductions } from './piece-promotions.ts'
import { type Discount, type DiscountSource, isSameSource, type PricedItem } from './priced-item.ts'
import type { Promotion, Reduction } from './promotion.ts'
import { reductionOf } from './reduce.ts'

/** A line, and what a person took off it. */
export interface DiscountableItem extends PricedItem {
  readonly discount?: Reduction
}

/** What comes off the lines of a sale. Amounts in minor units. */
export interface AppliedDiscounts {
  /** For each line what is left of its gross. */
  readonly amounts: readonly number[]
  /** For each line what was taken off, by source, in the order in which it was. */
  readonly discounts: readonly (readonly Discount[])[]
  /** Whether the search for the best combination of promotions came to its end. SPEC G8. */
  readonly exhaustive: boolean
}

/**
 * Takes everything off the lines that is to come off, in this order: promotions on products, a person's discounts on
 * lines, promotions on the whole sale, a person's discount on the whole sale. SPEC D3.
 */
export function applyDiscounts(
  items: readonly DiscountableItem[],
  saleDiscount: Reduction | undefined,
  promotions: readonly Promotion[],
  place: PromotionPlace,
  rule: RoundingRule,
): AppliedDiscounts {
  const state = new LineDiscounts(items)
  const open = promotions.length === 0 ? [] : applicablePromotions(promotions, items, place)
  const exhaustive = open.length === 0 || applyToProducts(state, items, open, rule)
  items.forEach((item, i) => {
    if (item.discount === undefined || !item.discountable) return
    state.take(i, { kind: 'line' }, reductionOf(state.amount(i), item.discount, 1000, rule))
  })
  for (const { source, amount } of wholeSalePromotions(state, items, open, rule)) state.share(source, amount)
  if (saleDiscount !== undefined) {
    state.share({ kind: 'sale' }, reductionOf(state.discountableTotal(), saleDiscount, 1000, rule))
  }
  return { amounts: state.amounts, discounts: state.discounts, exhaustive }
}

function applyToProducts(
  state: LineDiscounts,
  items: readonly PricedItem[],
  promotions: readonly Promotion[],
  rule: RoundingRule,
): boolean {
  const each = pieceReductions(promotions, items, rule)
  const deals = groupDeals(promotions, items, rule)
  const { groups, exhaustive } =
    deals.length === 0
      ? { groups: [], exhaustive: true }
      : bestGroups(
          deals,
          groupablePieces(items),
          each.map(reduction => reduction.total),
        )
  const grouped = items.map(() => 0)
  for (const group of groups) {
    shareGroup(state, group, items)
    for (const { item, count } of group.uses) grouped[item] = (grouped[item] ?? 0) + count
  }
  items.forEach((item, i) => {
    const times = item.pieces === 0 ? 1 : item.pieces - (grouped[i] ?? 0)
    for (const { source, amount } of each[i]?.discounts ?? []) state.take(i, source, amount * times)
  })
  return exhaustive
}

/** What comes off a group falls on all its pieces by their prices: any of them may be brought back. SPEC G6. */
function shareGroup(state: LineDiscounts, { deal, uses, discount }: DealGroup, items: readonly PricedItem[]) {
  const weights = uses.map(use => use.count * (items[use.item]?.unitPrice ?? 0))
  const source: DiscountSource = { kind: 'promotion', promotion: deal.promotion.id }
  allocate(discount, weights).forEach((share, i) => {
    state.take(uses[i]?.item ?? 0, source, share)
  })
}

/** All that stack in their order, or the best that does not, whichever is more. SPEC G7. */
function wholeSalePromotions(
  state: LineDiscounts,
  items: readonly PricedItem[],
  promotions: readonly Promotion[],
  rule: RoundingRule,
): Discount[] {
  const total = state.discountableTotal()
  const met = promotions.filter(
    ({ benefit, conditions }) =>
      benefit.kind === 'whole-sale' && areMet(conditions.needs, items, state.amounts),
  )
  const apply = (chosen: readonly Promotion[]) => {
    let left = total
    const discounts: Discount[] = []
    for (const { id, benefit } of chosen) {
      if (benefit.kind !== 'whole-sale') continue
      const amount = reductionOf(left, benefit.off, 1000, rule)
      if (amount > 0) discounts.push({ source: { kind: 'promotion', promotion: id }, amount })
      left -= amount
    }
    return { taken: total - left, discounts }
  }
  let best = apply(met.filter(({ stacks }) => stacks))
  for (const alone of met) {
    if (alone.stacks) continue
    const candidate = apply([alone])
    if (candidate.taken > best.taken) best = candidate
  }
  return best.discounts
}

/** What is left of each line while discounts are taken off it. */
class LineDiscounts {
  readonly amounts: number[]
  readonly discounts: Discount[][]
  readonly #items: readonly PricedItem[]

  constructor(items: readonly PricedItem[]) {
    this.#items = items
    this.amounts = items.map(item => item.gross)
    this.discounts = items.map(() => [])
  }

  amount(line: number): number {
    return this.amounts[line] ?? 0
  }

  discountableTotal(): number {
    return this.#items.reduce((sum, item, i) => sum + (item.discountable ? this.amount(i) : 0), 0)
  }

  /** Takes an amount off one line; a source that took something off it before takes more. */
  take(line: number, source: DiscountSource, amount: number): void {
    const discounts = this.discounts[line]
    if (amount === 0 || discounts === undefined) return
    this.amounts[line] = this.amount(line) - amount
    const same = discounts.findIndex(each => isSameSource(each.source, source))
    const before = discounts[same]
    if (before) discounts[same] = { source, amount: before.amount + amount }
    else discounts.push({ source, amount })
  }

  /** Shares an amount over the lines that discounts fall on, by what they cost, by largest remainder. SPEC D4. */
  share(source: DiscountSource, amount: number): void {
    if (amount === 0) return
    const lines = this.#items.flatMap((item, i) => (item.discountable ? [i] : []))
    const shares = allocate(
      amount,
      lines.map(line => this.amount(line)),
    )
    lines.forEach((line, i) => {
      this.take(line, source, shares[i] ?? 0)
    })
  }
}
