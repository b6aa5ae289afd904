import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type ProductId, toId } from '../ids.ts'
import type { RecordEntry } from '../records/record-entry.ts'
import { onHand, type StockFold, stockedProducts } from '../stock/stock-fold.ts'
import { everythingShown, valuesNobodyReplaced, valuesShown } from '../testing/record-oracle.ts'
import { type Parcel, ShopReplica } from '../testing/replicated-shop.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'

type Step =
  | { readonly kind: 'write'; readonly by: number; readonly record: string; readonly price: number }
  | { readonly kind: 'settle'; readonly by: number; readonly record: string }
  | { readonly kind: 'sell'; readonly by: number; readonly product: ProductId; readonly quantity: number }
  | { readonly kind: 'compact-stock'; readonly by: number }
  | { readonly kind: 'compact-catalog' }
  | { readonly kind: 'deliver'; readonly to: number; readonly parcels: readonly number[] }
  | { readonly kind: 'sync'; readonly by: number }

const by = fc.nat({ max: 3 })
const record = fc.constantFrom('tea', 'cup')
const product = fc.constantFrom(toId<ProductId>('tea'), toId<ProductId>('cup'))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('write' as const), by, record, price: fc.nat({ max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), by, record }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sell' as const),
      by,
      product,
      quantity: fc.integer({ min: 1, max: 5000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact-stock' as const), by }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compact-catalog' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      to: fc.nat({ max: 4 }),
      parcels: fc.array(fc.nat({ max: 999 }), { maxLength: 12, size: 'max' }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync' as const), by }) },
)

/** A relay and devices. Every update ever made stays on the road, to be delivered late, twice, or in another order. */
class Shop {
  readonly parcels: Parcel[] = []
  readonly relay = this.#replica('relay')
  readonly devices: readonly ShopReplica[]
  readonly written: RecordEntry[] = []
  readonly sold = new Map<ProductId, number>()
  compacted = 0

  constructor(devices: number) {
    this.devices = Array.from({ length: devices }, (_, index) => this.#replica(`till${index}`))
  }

  run(step: Step): void {
    switch (step.kind) {
      case 'write':
        this.#keep(this.#device(step.by).write(step.record, { price: step.price }))
        break
      case 'settle':
        this.#keep(this.#device(step.by).settle(step.record))
        break
      case 'sell':
        this.#device(step.by).sell(step.product, step.quantity)
        this.sold.set(step.product, (this.sold.get(step.product) ?? 0) + step.quantity)
        break
      case 'compact-stock':
        if (this.#device(step.by).compactStock()) this.compacted++
        break
      case 'compact-catalog':
        this.compacted += this.relay.compactCatalog()
        break
      case 'deliver':
        this.#deliver(step.to, step.parcels)
        break
      case 'sync':
        this.sync(this.#device(step.by))
    }
  }

  /** What a socket does when it opens: each side sends what the other lacks. */
  sync(device: ShopReplica): void {
    const names = new Set([...device.documentNames(), ...this.relay.documentNames()])
    for (const document of names) {
      this.relay.receive({ document, update: missing(device, this.relay, document) })
      device.receive({ document, update: missing(this.relay, device, document) })
    }
  }

  meet(): void {
    for (const device of this.devices) this.sync(device)
    this.compacted += this.relay.compactCatalog()
    for (const device of this.devices) this.sync(device)
  }

  /** To one device, or, as the last, to the relay. */
  #deliver(to: number, wanted: readonly number[]): void {
    const replicas = [...this.devices, this.relay]
    const replica = replicas[to % replicas.length]
    for (const index of wanted) {
      const parcel = this.parcels[index % Math.max(1, this.parcels.length)]
      if (parcel !== undefined) replica?.receive(parcel)
    }
  }

  #replica(name: string): ShopReplica {
    return new ShopReplica(name, parcel => this.parcels.push(parcel))
  }

  #device(index: number): ShopReplica {
    const device = this.devices[index % this.devices.length]
    if (device === undefined) throw new Error('a shop has devices')
    return device
  }

  #keep(entry: RecordEntry | undefined): void {
    if (entry !== undefined) this.written.push(entry)
  }
}

function missing(from: ShopReplica, to: ShopReplica, document: string): Uint8Array {
  return Y.encodeStateAsUpdate(from.document(document), Y.encodeStateVector(to.document(document)))
}

function stockOf(fold: StockFold): Record<string, number> {
  return Object.fromEntries(
    stockedProducts(fold)
      .sort()
      .map(each => [each, onHand(fold, each)]),
  )
}

describe('a shop on real Yjs documents', () => {
  let compacted = 0
  for (const { name, seed } of seeds({ first: 1, second: 2, third: 3 })) {
    it(
      `R9 R10 R11 S4 ends up equal everywhere, with nothing lost and all stock right (${name}, seed ${seed})`,
      () => {
        fc.assert(
          fc.property(
            fc.integer({ min: 2, max: 4 }),
            fc.array(step, { maxLength: 50, size: 'max' }),
            (count, steps) => {
              const shop = new Shop(count)
              for (const each of steps) shop.run(each)
              shop.meet()
              const { records, stock } = shop.relay.foldFromScratch()
              expect(valuesShown(records)).toEqual(valuesNobodyReplaced(shop.written))
              const sold = [...shop.sold].map(([each, quantity]) => [each, -quantity] as const)
              expect(stockOf(stock)).toEqual(Object.fromEntries(sold))
              const shown = everythingShown(records)
              for (const replica of [shop.relay, ...shop.devices]) {
                expect(everythingShown(replica.recordFold)).toBe(shown)
                expect(stockOf(replica.stockFold)).toEqual(stockOf(stock))
                const scratch = replica.foldFromScratch()
                expect(everythingShown(scratch.records)).toBe(shown)
                expect(stockOf(scratch.stock)).toEqual(stockOf(stock))
              }
              compacted += shop.compacted
            },
          ),
          { seed, numRuns: 40 },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }

  it('R9 S6 does compact in those runs', () => {
    expect(compacted).toBeGreaterThan(100)
  })
})
