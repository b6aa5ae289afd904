import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ProductId, toId } from '../ids.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { stockCompaction } from './compact-stock-log.ts'
import { missingStockMoves } from './missing-stock-moves.ts'
import {
  applyStockEntries,
  createStockFold,
  holdsStockMove,
  onHand,
  type StockFold,
  stockedProducts,
} from './stock-fold.ts'
import type { StockEntry } from './stock-move.ts'

const tea = toId<ProductId>('tea')
const cup = toId<ProductId>('cup')

function move(number: number, product: ProductId, quantity: number, epoch = 1): StockEntry {
  return { kind: 'move', epoch, number, reason: 'sale', deltas: [{ product, quantity }] }
}

function total(upTo: number, product: ProductId, quantity: number, epoch = 1): StockEntry {
  return { kind: 'total', epoch, upTo, totals: [{ product, quantity }] }
}

function foldOf(entries: readonly StockEntry[], writer = 'till'): StockFold {
  const fold = createStockFold()
  applyStockEntries(fold, writer, entries)
  return fold
}

describe('stock fold', () => {
  it('S1 adds up what every writer moved, in every epoch', () => {
    const fold = createStockFold()
    applyStockEntries(fold, 'till1', [move(1, tea, -1000), move(2, tea, -500), move(1, tea, -2000, 2)])
    applyStockEntries(fold, 'office', [{ ...move(1, tea, 10_000), reason: 'opening' } as StockEntry])
    expect(onHand(fold, tea)).toBe(6_500)
    expect(onHand(fold, cup)).toBe(0)
    expect(stockedProducts(fold)).toEqual([tea])
  })

  it('S1 tells which products changed', () => {
    const fold = createStockFold()
    expect(applyStockEntries(fold, 'a', [move(1, tea, -1000), move(2, cup, 1), move(3, cup, -1)])).toEqual(
      new Set([tea]),
    )
    expect(stockedProducts(fold)).toEqual([tea])
  })

  it('S2 counts an entry once, however often it comes', () => {
    const fold = foldOf([move(1, tea, -1000), move(1, tea, -1000)])
    expect(applyStockEntries(fold, 'till', [move(1, tea, -1000)])).toEqual(new Set())
    expect(onHand(fold, tea)).toBe(-1000)
  })

  it('S3 lets a total stand for the moves up to its number, before or after them', () => {
    const sum = total(2, tea, -3000)
    const moves = [move(1, tea, -1000), move(2, tea, -2000), move(3, tea, -500)]
    for (const entries of [
      [sum, ...moves],
      [...moves, sum],
      [moves[1], sum, moves[2], moves[0], sum].flatMap(entry => entry ?? []),
    ]) {
      expect(onHand(foldOf(entries), tea)).toBe(-3500)
    }
    expect(applyStockEntries(foldOf(moves), 'till', [sum])).toEqual(new Set())
  })

  it('S3 takes the total that reaches furthest', () => {
    const totals = [total(2, tea, -3000), total(5, tea, -9000), total(4, tea, -7000)]
    expect(onHand(foldOf(totals), tea)).toBe(-9000)
    expect(onHand(foldOf([...totals].reverse()), tea)).toBe(-9000)
  })

  it('S5 takes the same one of two different entries of one number everywhere', () => {
    const pairs: [StockEntry, StockEntry][] = [
      [move(1, tea, -1000), move(1, cup, -1000)],
      [total(9, tea, -1000), total(9, tea, -4000)],
    ]
    for (const [one, two] of pairs) {
      const shown = [foldOf([one, two]), foldOf([two, one]), foldOf([two, one, two])].map(sums)
      expect(shown[1]).toEqual(shown[0])
      expect(shown[2]).toEqual(shown[0])
    }
  })

  it('S6 leaves a short log alone, and sums up a long one', () => {
    const entries = Array.from({ length: 12 }, (_, i) => move(i + 1, i % 2 ? tea : cup, -1000))
    expect(stockCompaction(entries, 1, 10)).toBeUndefined()
    expect(stockCompaction(entries, 1)).toBeUndefined()
    expect(stockCompaction(entries, 2, 0)).toBeUndefined()
    expect(stockCompaction([undefined, ...entries, move(1, tea, 5, 2)], 1, 9)).toEqual({
      total: {
        kind: 'total',
        epoch: 1,
        upTo: 12,
        totals: [
          { product: cup, quantity: -6000 },
          { product: tea, quantity: -6000 },
        ],
      },
      redundant: entries.map((_, i) => i + 1),
    })
  })

  it('S6 keeps a total that is smaller than the slack allows even when all its products came back to nothing', () => {
    const entries = [move(1, tea, -1000), move(2, tea, 1000), move(3, cup, 1000), move(4, cup, -1000)]
    const compaction = stockCompaction(entries, 1, 0)
    expect(compaction?.total).toEqual({ kind: 'total', epoch: 1, upTo: 4, totals: [] })
    expect(compaction && stockCompaction([compaction.total], 1, 0)).toBeUndefined()
  })

  it('S7 finds the moves that the journal has and the stock log lacks', () => {
    const fold = foldOf([total(2, tea, -2000), move(4, tea, -1000)])
    const journal = [
      { epoch: 1, number: 5, moves: [{ product: tea, quantity: -3000 }] },
      { epoch: 1, number: 1, moves: [{ product: tea, quantity: -1000 }] },
      { epoch: 1, number: 2, moves: [{ product: tea, quantity: -1000 }] },
      { epoch: 1, number: 3, moves: [{ product: cup, quantity: -1000 }] },
      { epoch: 1, number: 4, moves: [{ product: tea, quantity: -1000 }] },
      { epoch: 1, number: 6, moves: [] },
      { epoch: 2, number: 1, moves: [{ product: tea, quantity: -500 }] },
    ]
    const missing = missingStockMoves(fold, 'till', journal)
    expect(missing).toEqual([move(3, cup, -1000), move(5, tea, -3000), move(1, tea, -500, 2)])
    applyStockEntries(fold, 'till', missing)
    expect(missingStockMoves(fold, 'till', journal)).toEqual([])
    expect(holdsStockMove(fold, 'till', 1, 5)).toBe(true)
    expect(holdsStockMove(fold, 'till', 1, 6)).toBe(false)
    expect(holdsStockMove(fold, 'other', 1, 5)).toBe(false)
    expect(onHand(fold, tea)).toBe(-2000 - 1000 - 3000 - 500)
  })

  it('S7 says of what came back that it did', () => {
    const deltas = [{ product: tea, quantity: 1000 }]
    const kinds = ['sale', 'refund', 'void', 'exchange'] as const
    const journal = kinds.map((kind, i) => ({ epoch: 1, number: i + 1, moves: deltas, kind }))
    const missing = missingStockMoves(createStockFold(), 'till', journal)
    expect(missing.map(entry => entry.kind === 'move' && entry.reason)).toEqual([
      'sale',
      'return',
      'return',
      'sale',
    ])
  })

  for (const { name, seed } of seeds({ first: 1, second: 2 })) {
    it(
      `S4 equals the sum of what was sold for any order, duplication, grouping and compaction (${name}, seed ${seed})`,
      () => {
        fc.assert(
          fc.property(sales, draws, ({ logs, sold }, mixing) => {
            const fold = createStockFold()
            for (const draw of mixing) {
              const { writer, entries } = logs[draw % logs.length] ?? { writer: '', entries: [] }
              const from = draw % Math.max(1, entries.length)
              applyStockEntries(fold, writer, entries.slice(from, from + (draw % 5)).reverse())
            }
            for (const { writer, entries } of [...logs].reverse()) applyStockEntries(fold, writer, entries)
            expect(sums(fold)).toEqual(sold)
            const scratch = createStockFold()
            for (const { writer, present } of logs) applyStockEntries(scratch, writer, present)
            expect(sums(scratch)).toEqual(sold)
          }),
          { seed, numRuns: 300 },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }
})

function sums(fold: StockFold): Record<string, number> {
  return Object.fromEntries(
    stockedProducts(fold)
      .sort()
      .map(product => [product, onHand(fold, product)]),
  )
}

const draws = fc.array(fc.nat({ max: 999 }), { maxLength: 40, size: 'max' })

const sale = fc.record({
  product: fc.constantFrom(tea, cup, toId<ProductId>('pot')),
  quantity: fc.integer({ min: -3, max: 3 }).map(pieces => pieces * 500),
  compact: fc.nat({ max: 4 }),
})

interface SoldLog {
  readonly writer: string
  /** Everything that ever stood in the log. */
  readonly entries: StockEntry[]
  /** What stands in it now. */
  readonly present: StockEntry[]
}

/** What some tills sold, with their logs compacted now and then. */
const sales = fc
  .array(fc.array(sale, { maxLength: 30, size: 'max' }), { minLength: 1, maxLength: 4 })
  .map(tills => {
    const sold: Record<string, number> = {}
    const logs = tills.map((till, index): SoldLog => {
      const entries: StockEntry[] = []
      let present: StockEntry[] = []
      till.forEach(({ product, quantity, compact }, position) => {
        const entry = move(position + 1, product, quantity)
        sold[product] = (sold[product] ?? 0) + quantity
        entries.push(entry)
        present.push(entry)
        const compaction = compact === 0 ? stockCompaction(present, 1, 0) : undefined
        if (compaction === undefined) return
        entries.push(compaction.total)
        const gone = new Set(compaction.redundant)
        present = [...present.filter((_, at) => !gone.has(at)), compaction.total]
      })
      return { writer: `till${index}`, entries, present }
    })
    const left = Object.entries(sold).filter(([, quantity]) => quantity !== 0)
    return { logs, sold: Object.fromEntries(left.sort()) }
  })
