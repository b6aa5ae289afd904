import type { RoundingRule } from '../money/round.ts'
import { isSelected, type PricedItem } from './priced-item.ts'
import type { ProductSelector, Promotion, Reduction } from './promotion.ts'
import { reductionOf } from './reduce.ts'

/** Pieces of one item in a group. */
export interface GroupUse {
  /** Index of the item. */
  readonly item: number
  readonly count: number
}

/** Pieces that a promotion takes together, and what comes off them (minor units). */
export interface DealGroup {
  readonly deal: GroupDeal
  readonly uses: readonly GroupUse[]
  readonly discount: number
}

/** One way in which a promotion makes groups of pieces. SPEC G6. */
export interface GroupDeal {
  readonly promotion: Promotion
  /** Which of the promotions this is of: those of one share its `times`. */
  readonly rank: number
  readonly times: number
  /** For each part the items it may take from, the dearest first, and how many pieces it takes. */
  readonly parts: readonly { readonly items: readonly number[]; readonly pieces: number }[]
  readonly discountOf: (uses: readonly GroupUse[]) => number
}

/** A line takes part in groups with no more pieces than this: enough for any shop, and it bounds the work. */
const MOST_PIECES = 10_000

/** The pieces that each item may put into groups. */
export function groupablePieces(items: readonly PricedItem[]): number[] {
  return items.map(item => (item.promotable && item.unitPrice > 0 ? Math.min(item.pieces, MOST_PIECES) : 0))
}

/** All ways of making groups. A promotion on equal products has one for each product. SPEC G6. */
export function groupDeals(
  promotions: readonly Promotion[],
  items: readonly PricedItem[],
  rule: RoundingRule,
): GroupDeal[] {
  const pieces = groupablePieces(items)
  const byPrice = items
    .map((_, i) => i)
    .filter(i => (pieces[i] ?? 0) > 0)
    .sort((a, b) => priceAt(items, b) - priceAt(items, a) || a - b)
  const selected = (on: ProductSelector) => byPrice.filter(i => isSelected(on, items[i] as PricedItem))
  return promotions.flatMap((promotion, rank) => {
    const { benefit } = promotion
    if (benefit.kind === 'bundle') {
      const parts = benefit.parts.map(part => ({ items: selected(part.on), pieces: part.pieces }))
      const discountOf = (uses: readonly GroupUse[]) =>
        reductionOf(
          uses.reduce((sum, use) => sum + use.count * priceAt(items, use.item), 0),
          benefit.off,
          1000,
          rule,
        )
      return possible({ promotion, rank, times: benefit.times ?? Infinity, parts, discountOf }, pieces)
    }
    if (benefit.kind !== 'cheapest') return []
    const { take, cut, off } = benefit
    const discountOf = (uses: readonly GroupUse[]) => cheapestOff(uses, items, cut, off, rule)
    const pools = benefit.mixed ? [selected(benefit.on)] : byProduct(selected(benefit.on), items)
    return pools.flatMap(pool =>
      possible(
        {
          promotion,
          rank,
          times: benefit.times ?? Infinity,
          parts: [{ items: pool, pieces: take }],
          discountOf,
        },
        pieces,
      ),
    )
  })
}

/**
 * The group that the deal makes of what is left: each part takes the dearest pieces it may have, so that what is cut
 * is as dear as can be. Undefined when there are too few. SPEC G6.
 */
export function nextGroup(deal: GroupDeal, left: readonly number[]): DealGroup | undefined {
  const uses: { item: number; count: number }[] = []
  for (const part of deal.parts) {
    let wanted = part.pieces
    for (const item of part.items) {
      if (wanted === 0) break
      const earlier = deal.parts.length === 1 ? undefined : uses.find(use => use.item === item)
      const count = Math.min(wanted, (left[item] ?? 0) - (earlier?.count ?? 0))
      if (count <= 0) continue
      if (earlier) earlier.count += count
      else uses.push({ item, count })
      wanted -= count
    }
    if (wanted > 0) return undefined
  }
  return { deal, uses, discount: deal.discountOf(uses) }
}

function priceAt(items: readonly PricedItem[], item: number): number {
  return items[item]?.unitPrice ?? 0
}

/** Uses come with the dearest first, so the cheapest pieces are the last ones. */
function cheapestOff(
  uses: readonly GroupUse[],
  items: readonly PricedItem[],
  cut: number,
  off: Reduction,
  rule: RoundingRule,
): number {
  let left = cut
  let discount = 0
  for (let i = uses.length - 1; i >= 0 && left > 0; i--) {
    const use = uses[i] as GroupUse
    const count = Math.min(left, use.count)
    discount += count * reductionOf(priceAt(items, use.item), off, 1000, rule)
    left -= count
  }
  return discount
}

function byProduct(selected: readonly number[], items: readonly PricedItem[]): number[][] {
  const pools = new Map<string, number[]>()
  for (const item of selected) {
    const product = items[item]?.product ?? null
    if (product === null) continue
    const pool = pools.get(product)
    if (pool) pool.push(item)
    else pools.set(product, [item])
  }
  return [...pools.values()]
}

/** A deal that could not be made once is none. */
function possible(deal: GroupDeal, pieces: readonly number[]): GroupDeal[] {
  const isMade = deal.parts.every(part => part.pieces > 0) && deal.times > 0 && nextGroup(deal, pieces)
  return isMade ? [deal] : []
}
