import type { StockDelta } from '../stock/stock-move.ts'
import type { RefundEvent } from './events/refund.ts'
import type { JournalEvent, SaleEventLine } from './journal-entry.ts'
import { saleMoves } from './sale-moves.ts'

/**
 * What an entry moves in and out of stock: one delta for each product, in thousandths. A sale takes out, a void puts
 * the same back, a refund puts back what goes on the shelf; an exchange does both. SPEC J8.
 */
export function eventMoves(event: JournalEvent): StockDelta[] {
  switch (event.kind) {
    case 'sale':
      return saleMoves(event)
    case 'void':
      return negated(saleMoves(event.sale))
    case 'refund':
      return negated(saleMoves({ lines: restocked(event) }))
    case 'exchange':
      return merged([...eventMoves(event.refund), ...saleMoves(event.sale)])
    default:
      return []
  }
}

function restocked({ goods, origins }: RefundEvent): SaleEventLine[] {
  return goods.lines.filter((_, i) => origins[i]?.restock === true)
}

function negated(moves: readonly StockDelta[]): StockDelta[] {
  return moves.map(move => ({ ...move, quantity: -move.quantity }))
}

function merged(moves: readonly StockDelta[]): StockDelta[] {
  const sums = new Map<StockDelta['product'], number>()
  for (const { product, quantity } of moves) sums.set(product, (sums.get(product) ?? 0) + quantity)
  return [...sums].flatMap(([product, quantity]) => (quantity === 0 ? [] : [{ product, quantity }]))
}
