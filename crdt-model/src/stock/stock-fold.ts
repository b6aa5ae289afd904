import type { ProductId } from '../ids.ts'
import { compareBytes } from '../log/same-bytes.ts'
import { encodeStockEntry } from './encode-stock-entry.ts'
import type { StockDelta, StockEntry } from './stock-move.ts'

type StockMove = Extract<StockEntry, { kind: 'move' }>
type StockTotal = Extract<StockEntry, { kind: 'total' }>

/**
 * The fold of the stock logs of one store: a counter for each product that adds up what every writer moved. The same
 * for any order, duplication and grouping of the entries. SPEC S1–S4.
 *
 * Invariant: `onHand` is the sum over all sequences of their total and of their moves; a sequence holds no move
 * that its total covers.
 */
export interface StockFold {
  readonly onHand: Map<ProductId, number>
  /** By writer, then by epoch. */
  readonly writers: Map<string, Map<number, StockSequence>>
}

/** What one writer moved in one epoch. */
interface StockSequence {
  total: StockTotal | undefined
  readonly moves: Map<number, StockMove>
}

export function createStockFold(): StockFold {
  return { onHand: new Map(), writers: new Map() }
}

/** Adds entries of one writer's log. Returns the products whose stock is not what it was. */
export function applyStockEntries(
  fold: StockFold,
  writer: string,
  entries: Iterable<StockEntry>,
): Set<ProductId> {
  const before = new Map<ProductId, number>()
  for (const entry of entries) {
    const sequence = openSequence(fold, writer, entry.epoch)
    if (entry.kind === 'total') applyTotal(fold, sequence, entry, before)
    else applyMove(fold, sequence, entry, before)
  }
  const changed = new Set<ProductId>()
  for (const [product, quantity] of before) if (onHand(fold, product) !== quantity) changed.add(product)
  return changed
}

/** Thousandths of the product that are in the store by everything known; 0 for a product that never moved. */
export function onHand(fold: StockFold, product: ProductId): number {
  return fold.onHand.get(product) ?? 0
}

/** Every product whose stock is not 0. */
export function stockedProducts(fold: StockFold): ProductId[] {
  const products: ProductId[] = []
  for (const [product, quantity] of fold.onHand) if (quantity !== 0) products.push(product)
  return products
}

/** Whether what entry `number` moved is in the fold, by itself or in a total. */
export function holdsStockMove(fold: StockFold, writer: string, epoch: number, number: number): boolean {
  const sequence = fold.writers.get(writer)?.get(epoch)
  if (sequence === undefined) return false
  return number <= (sequence.total?.upTo ?? 0) || sequence.moves.has(number)
}

function openSequence(fold: StockFold, writer: string, epoch: number): StockSequence {
  let epochs = fold.writers.get(writer)
  if (epochs === undefined) {
    epochs = new Map()
    fold.writers.set(writer, epochs)
  }
  let sequence = epochs.get(epoch)
  if (sequence === undefined) {
    sequence = { total: undefined, moves: new Map() }
    epochs.set(epoch, sequence)
  }
  return sequence
}

function applyMove(
  fold: StockFold,
  sequence: StockSequence,
  move: StockMove,
  before: Map<ProductId, number>,
): void {
  if (move.number <= (sequence.total?.upTo ?? 0)) return
  const known = sequence.moves.get(move.number)
  if (known !== undefined && !precedes(move, known)) return
  if (known !== undefined) addDeltas(fold, known.deltas, -1, before)
  sequence.moves.set(move.number, move)
  addDeltas(fold, move.deltas, 1, before)
}

function applyTotal(
  fold: StockFold,
  sequence: StockSequence,
  total: StockTotal,
  before: Map<ProductId, number>,
): void {
  const known = sequence.total
  if (known !== undefined) {
    if (total.upTo < known.upTo || (total.upTo === known.upTo && !precedes(total, known))) return
    addDeltas(fold, known.totals, -1, before)
  }
  sequence.total = total
  addDeltas(fold, total.totals, 1, before)
  for (const [number, move] of sequence.moves) {
    if (number > total.upTo) continue
    sequence.moves.delete(number)
    addDeltas(fold, move.deltas, -1, before)
  }
}

/** Two different entries of one number are a writer's fault; every replica takes the one with the lesser bytes. SPEC S5. */
function precedes(a: StockEntry, b: StockEntry): boolean {
  return compareBytes(encodeStockEntry(a), encodeStockEntry(b)) < 0
}

function addDeltas(
  fold: StockFold,
  deltas: readonly StockDelta[],
  sign: 1 | -1,
  before: Map<ProductId, number>,
): void {
  for (const { product, quantity } of deltas) {
    const old = fold.onHand.get(product)
    if (!before.has(product)) before.set(product, old ?? 0)
    fold.onHand.set(product, (old ?? 0) + sign * quantity)
  }
}
