import type * as Y from 'yjs'
import type { ProductId } from '../ids.ts'
import { appendToLog, deleteFromLog, readLog } from '../log/entry-log.ts'
import { LOGS } from '../log/log-names.ts'
import { decodeStockEntry, encodeStockEntry } from './encode-stock-entry.ts'
import { applyStockEntries, createStockFold } from './stock-fold.ts'
import type { StockDelta, StockEntry } from './stock-move.ts'

/** How many entries more than products a log may have before it is worth compacting. */
export const STOCK_LOG_SLACK = 2000

/** What a writer does to compact its log: append the total, delete the entries with these indexes. */
export interface StockCompaction {
  readonly total: StockEntry
  /** Indexes, ascending. */
  readonly redundant: readonly number[]
}

/**
 * How the owner of a stock log replaces its entries of one epoch by their total, or undefined while the log is short
 * enough. The log must hold every move of the epoch up to its greatest number: repair it first, see
 * `missingStockMoves`. SPEC S6.
 *
 * @param entries the log as it stands; undefined for what is not an entry
 * @param slack how many entries more than products are left alone
 */
export function stockCompaction(
  entries: readonly (StockEntry | undefined)[],
  epoch: number,
  slack: number = STOCK_LOG_SLACK,
): StockCompaction | undefined {
  const own: StockEntry[] = []
  const redundant: number[] = []
  let upTo = 0
  entries.forEach((entry, index) => {
    if (entry?.epoch !== epoch) return
    own.push(entry)
    redundant.push(index)
    upTo = Math.max(upTo, entry.kind === 'total' ? entry.upTo : entry.number)
  })
  const totals = totalsOf(own)
  if (own.length <= totals.length + slack || own.length < 2) return undefined
  return { total: { kind: 'total', epoch, upTo, totals }, redundant }
}

/** Compacts the stock document of its owner in one transaction, if it is worth it. Returns whether it was. */
export function compactStockLog(doc: Y.Doc, epoch: number, slack?: number): boolean {
  const [log] = LOGS.stock
  const compaction = stockCompaction(readLog(doc, log).map(decodeStockEntry), epoch, slack)
  if (compaction === undefined) return false
  doc.transact(() => {
    deleteFromLog(doc, log, compaction.redundant)
    appendToLog(doc, log, [encodeStockEntry(compaction.total)])
  })
  return true
}

/** In order of product id, without those that came out at nothing: one form for one total. */
function totalsOf(entries: readonly StockEntry[]): StockDelta[] {
  const fold = createStockFold()
  applyStockEntries(fold, 'own', entries)
  const products: ProductId[] = [...fold.onHand.keys()].sort()
  return products
    .map(product => ({ product, quantity: fold.onHand.get(product) ?? 0 }))
    .filter(delta => delta.quantity !== 0)
}
