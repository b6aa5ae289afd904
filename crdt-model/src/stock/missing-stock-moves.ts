import type { JournalEvent } from '../journal/journal-entry.ts'
import { holdsStockMove, type StockFold } from './stock-fold.ts'
import type { StockDelta, StockEntry, StockReason } from './stock-move.ts'

/** What an entry of a till's journal moved, as the till keeps it beside the entry. */
export interface JournalMoves {
  readonly epoch: number
  readonly number: number
  readonly moves: readonly StockDelta[]
  /** What the entry was; a sale when absent. */
  readonly kind?: JournalEvent['kind']
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
  for (const { epoch, number, moves, kind } of journal) {
    if (moves.length === 0 || holdsStockMove(fold, writer, epoch, number)) continue
    missing.push({ kind: 'move', epoch, number, reason: reasonOf(kind), deltas: moves })
  }
  return missing.sort((a, b) => a.epoch - b.epoch || numberOf(a) - numberOf(b))
}

/** An exchange gives and takes in one move: it is a sale. */
function reasonOf(kind: JournalMoves['kind']): StockReason {
  return kind === 'refund' || kind === 'void' ? 'return' : 'sale'
}

function numberOf(entry: StockEntry): number {
  return entry.kind === 'move' ? entry.number : entry.upTo
}
