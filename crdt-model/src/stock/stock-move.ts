import type { ProductId } from '../ids.ts'

/** Why stock moved, apart from being sold. */
export type StockReason = 'sale' | 'opening' | 'receiving' | 'adjustment' | 'waste' | 'return'

/** A change of one product's stock. Quantity in thousandths, negative when goods leave. */
export interface StockDelta {
  readonly product: ProductId
  readonly quantity: number
}

/**
 * One entry of a writer's stock log. Every entry belongs to a number of the writer's own sequence: for a till
 * the number of its journal entry (so the counter is a function of the journal), elsewhere a count of its own.
 * SPEC S1–S6.
 */
export type StockEntry =
  /** What entry `number` of the sequence moved. */
  | {
      readonly kind: 'move'
      readonly epoch: number
      readonly number: number
      readonly reason: StockReason
      readonly deltas: readonly StockDelta[]
    }
  /** The sum of everything the writer moved in this epoch up to and with `upTo`: replaces all those moves. */
  | {
      readonly kind: 'total'
      readonly epoch: number
      readonly upTo: number
      readonly totals: readonly StockDelta[]
    }
