import type { ProductId } from '../ids.ts'
import type { StockDelta } from '../stock/stock-move.ts'
import type { SaleEvent } from './journal-entry.ts'

/**
 * What a sale takes out of stock: one delta for each product, in the order of the lines, in thousandths. What comes
 * out at nothing, and items that are not on file, move nothing. SPEC J8.
 */
export function saleMoves(sale: Pick<SaleEvent, 'lines'>): StockDelta[] {
  const quantities = new Map<ProductId, number>()
  for (const { item, quantity } of sale.lines) {
    if (item.kind !== 'product') continue
    quantities.set(item.product, (quantities.get(item.product) ?? 0) - quantity)
  }
  const moves: StockDelta[] = []
  for (const [product, quantity] of quantities) if (quantity !== 0) moves.push({ product, quantity })
  return moves
}
