import type { RoundingRule } from '../money/round.ts'
import { type Discount, isSelected, type PricedItem } from './priced-item.ts'
import type { ProductSelector, Promotion, Reduction } from './promotion.ts'
import { reductionOf } from './reduce.ts'

/** What promotions take off one piece, or off the whole item when it has no pieces. SPEC G4, G5. */
export interface PieceReduction {
  readonly total: number
  readonly discounts: readonly Discount[]
}

const NOTHING: PieceReduction = { total: 0, discounts: [] }

interface PiecePromotion {
  readonly promotion: Promotion
  readonly on: ProductSelector
  readonly off: Reduction
}

/**
 * For each item what promotions on each piece take off one of its pieces: either all that stack, one after the other,
 * or the best one that does not, whichever is more; of equals the former. Expects promotions in their order. SPEC G5.
 */
export function pieceReductions(
  promotions: readonly Promotion[],
  items: readonly PricedItem[],
  rule: RoundingRule,
): PieceReduction[] {
  const offered = promotions.flatMap(promotion => piecePromotion(promotion, items))
  return items.map(item => {
    if (!item.promotable) return NOTHING
    const fitting = offered.filter(({ on }) => isSelected(on, item))
    return fitting.length === 0 ? NOTHING : bestFor(item, fitting, rule)
  })
}

function bestFor(item: PricedItem, fitting: readonly PiecePromotion[], rule: RoundingRule): PieceReduction {
  const isWhole = item.pieces === 0
  const amount = isWhole ? item.gross : item.unitPrice
  const quantity = isWhole ? item.quantity : 1000
  const apply = (chosen: readonly PiecePromotion[]): PieceReduction => {
    const discounts: Discount[] = []
    let left = amount
    for (const { promotion, off } of chosen) {
      const taken = reductionOf(left, off, quantity, rule)
      if (taken === 0) continue
      discounts.push({ source: { kind: 'promotion', promotion: promotion.id }, amount: taken })
      left -= taken
    }
    return { total: amount - left, discounts }
  }
  let best = apply(fitting.filter(({ promotion }) => promotion.stacks))
  for (const alone of fitting) {
    if (alone.promotion.stacks) continue
    const candidate = apply([alone])
    if (candidate.total > best.total) best = candidate
  }
  return best
}

function piecePromotion(promotion: Promotion, items: readonly PricedItem[]): PiecePromotion[] {
  const { benefit } = promotion
  if (benefit.kind === 'each') return [{ promotion, on: benefit.on, off: benefit.off }]
  if (benefit.kind !== 'breaks') return []
  const quantity = items.reduce(
    (sum, item) => sum + (item.promotable && isSelected(benefit.on, item) ? item.quantity : 0),
    0,
  )
  const reached = benefit.breaks.filter(each => each.quantity <= quantity)
  const off = reached.reduce<(typeof reached)[number] | undefined>(
    (highest, each) => (highest === undefined || each.quantity > highest.quantity ? each : highest),
    undefined,
  )?.off
  return off === undefined ? [] : [{ promotion, on: benefit.on, off }]
}
