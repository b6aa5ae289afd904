import { holdsStockMove, type StockFold } from './stock-fold.ts'
import type { StockDelta, StockEntry } from './stock-move.ts'

/** What an entry of a till's journal moved, as the till keeps it beside the entry. */
export interface JournalMoves {
  readonly epoch: number
  readonly number: number
  readonly moves: readonly StockDelta[]
}

/**
 * The stock entries that a till's journal asks for and its stock log lacks, in the order of their numbers: a crash
 * between the two stores is repaired by appending them, before anything else is appended. SPEC S7.
 *
 * @param fold holds the whole log of this writer
 */
export function missingStockMoves(
  fold: StockFold,
  writer: string,
  journal: Iterable<JournalMoves>,
): StockEntry[] {
  const missing: StockEntry[] = []
  for (const { epoch, number, moves } of journal) {
    if (moves.length === 0 || holdsStockMove(fold, writer, epoch, number)) continue
    missing.push({ kind: 'move', epoch, number, reason: 'sale', deltas: moves })
  }
  return missing.sort((a, b) => a.epoch - b.epoch || numberOf(a) - numberOf(b))
}

function numberOf(entry: StockEntry): number {
  return entry.kind === 'move' ? entry.number : entry.upTo
}
