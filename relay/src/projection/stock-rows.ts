import {
  applyStockEntries,
  createStockFold,
  decodeStockEntry,
  LOGS,
  type OrganisationId,
  type ProductId,
  readLog,
  type StockEntry,
  type StoreId,
} from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { StockMovementRow } from './tables.ts'

/** Whose stock document it is. */
export interface StockOrigin {
  readonly organisation: OrganisationId
  readonly store: StoreId
  readonly writer: string
}

/** The largest number that the column holds: whoever counted further did not count. */
const MAX_EPOCH = 2 ** 31 - 1

/**
 * The movements that a stock document of a writer without a journal holds now: moves that no total covers, and the
 * total itself. Their sum by product is the writer's share of the stock on hand (SPEC S1–S5).
 */
export function stockRows(origin: StockOrigin, doc: Y.Doc): StockMovementRow[] {
  const [log] = LOGS.stock
  const fold = createStockFold()
  applyStockEntries(
    fold,
    origin.writer,
    readLog(doc, log).flatMap(raw => decodeStockEntry(raw) ?? []),
  )
  const sequences = [...(fold.writers.get(origin.writer) ?? [])].filter(([epoch]) => epoch <= MAX_EPOCH)
  return sequences
    .flatMap(([, { total, moves }]) =>
      total === undefined ? [...moves.values()] : [total, ...moves.values()],
    )
    .flatMap(entry => rowsOf(origin, entry))
}

function rowsOf(origin: StockOrigin, entry: StockEntry): StockMovementRow[] {
  const deltas = entry.kind === 'total' ? entry.totals : entry.deltas
  const quantities = new Map<ProductId, number>()
  for (const { product, quantity } of deltas)
    quantities.set(product, (quantities.get(product) ?? 0) + quantity)
  return [...quantities].map(([product, quantity]) => ({
    ...origin,
    epoch: entry.epoch,
    number: entry.kind === 'total' ? entry.upTo : entry.number,
    product,
    quantity,
    reason: entry.kind === 'total' ? 'total' : entry.reason,
    at: 0,
    day: null,
  }))
}
