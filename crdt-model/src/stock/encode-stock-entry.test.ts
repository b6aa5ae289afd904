import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ProductId, toId } from '../ids.ts'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import { decodeStockEntry, encodeStockEntry } from './encode-stock-entry.ts'
import type { StockEntry, StockReason } from './stock-move.ts'

const REASONS: readonly StockReason[] = ['sale', 'opening', 'receiving', 'adjustment', 'waste', 'return']

const symbol = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_')
const product = fc.string({ unit: symbol, minLength: 1, maxLength: 32 }).map(text => toId<ProductId>(text))
const quantity = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(pieces => pieces * 1000 + 0),
  fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
)
const deltas = fc.array(fc.record({ product, quantity }), { maxLength: 8 })
const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const anyEntry: fc.Arbitrary<StockEntry> = fc.oneof(
  fc.record({ kind: fc.constant('total' as const), epoch: number, upTo: number, totals: deltas }),
  fc.record({
    kind: fc.constant('move' as const),
    epoch: number,
    number,
    reason: fc.constantFrom(...REASONS),
    deltas,
  }),
)

const entry: StockEntry = {
  kind: 'move',
  epoch: 1,
  number: 123,
  reason: 'sale',
  deltas: ['aB3dE6gH9j', 'ZZZZZZZZZZ', '0123456789'].map(id => ({
    product: toId<ProductId>(id),
    quantity: -1000,
  })),
}

describe('stock entry', () => {
  it(
    'S8 comes back as it was',
    () => {
      fc.assert(
        fc.property(anyEntry, each => {
          expect(decodeStockEntry(encodeStockEntry(each))).toEqual(each)
        }),
        { seed: 8, numRuns: 500 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('S8 takes ten bytes a line of whole pieces, and three or four beside', () => {
    expect(encodeStockEntry(entry)).toHaveLength(3 + 3 * 10)
  })

  it('S8 reads nothing but what it writes', () => {
    const good = encodeStockEntry(entry)
    for (let length = 0; length < good.length; length++) {
      const cut = decodeStockEntry(good.slice(0, length))
      // Cut between two lines it is a shorter entry: the log stores whole values, so that cannot happen by accident.
      if (cut !== undefined) expect((length - 3) % 10).toBe(0)
    }
    expect(decodeStockEntry(Uint8Array.of(...good, 0))).toBeUndefined()
    for (const raw of [undefined, null, 'text', [good], { ...entry }, new Uint8Array(0)]) {
      expect(decodeStockEntry(raw)).toBeUndefined()
    }
  })

  it(
    'S8 never throws, and has one form for one entry',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
          const read = decodeStockEntry(bytes)
          if (read !== undefined) expect(encodeStockEntry(read)).toEqual(bytes)
        }),
        { seed: 9, numRuns: 3_000 },
      )
      // 123 written in two bytes instead of one.
      expect(decodeStockEntry(Uint8Array.of(1, 1, 123))).toMatchObject({ number: 123 })
      expect(decodeStockEntry(Uint8Array.of(1, 1, 123 | 128, 0))).toBeUndefined()
    },
    PROPERTY_TIMEOUT,
  )

  it('S8 does not read behind the end of a view', () => {
    const good = encodeStockEntry(entry)
    const buffer = new Uint8Array(200).fill(1)
    buffer.set(good)
    expect(decodeStockEntry(buffer.subarray(0, good.length - 1))).toBeUndefined()
    expect(decodeStockEntry(buffer.subarray(0, good.length))).toEqual(entry)
  })

  it.each([
    ['number 0', { ...entry, number: 0 }],
    ['an unsafe number', { ...entry, number: 2 ** 53 }],
    ['a fraction', { ...entry, deltas: [{ product: toId<ProductId>('tea'), quantity: 0.5 }] }],
    [
      'a quantity out of bounds',
      { ...entry, deltas: [{ product: toId<ProductId>('tea'), quantity: 1e12 + 1 }] },
    ],
    ['an id that is none', { ...entry, deltas: [{ product: 'a/b' as ProductId, quantity: 1 }] }],
  ] satisfies [string, StockEntry][])('S8 does not write %s', (_, bad) => {
    expect(() => encodeStockEntry(bad)).toThrow(RangeError)
  })
})
