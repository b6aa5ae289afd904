import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SimulatedReplica } from '../testing/network.ts'
import { everythingShown, valuesNobodyReplaced, valuesShown } from '../testing/record-oracle.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import type { RecordEntry } from './record-entry.ts'

const FIELDS = ['price', 'name'] as const

type Step =
  | {
      readonly kind: 'write'
      readonly by: number
      readonly record: string
      readonly fields: Record<string, number>
    }
  | { readonly kind: 'settle'; readonly by: number; readonly record: string }
  | {
      readonly kind: 'deliver'
      readonly from: number
      readonly to: number
      readonly draws: readonly number[]
    }
  | { readonly kind: 'push'; readonly by: number }
  | { readonly kind: 'compact' }

const record = fc.constantFrom('tea', 'cup')
const replica = fc.nat({ max: 4 })
const fields = fc.dictionary(fc.constantFrom(...FIELDS), fc.nat({ max: 5 }), { minKeys: 1, maxKeys: 2 })

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), by: replica, record, fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), by: replica, record }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      from: replica,
      to: replica,
      draws: fc.array(fc.nat({ max: 999 }), { maxLength: 12, size: 'max' }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('push' as const), by: replica }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compact' as const) }) },
)

/** The first replica is the relay: it writes nothing, and alone compacts. */
class Shop {
  readonly replicas: readonly SimulatedReplica[]
  readonly written: RecordEntry[] = []
  /** What the relay has been given, deleted or not. */
  readonly seenByRelay = new Set<RecordEntry>()
  compacted = 0

  constructor(count: number) {
    this.replicas = Array.from({ length: count }, (_, index) => new SimulatedReplica(`r${index}`))
  }

  at(index: number): SimulatedReplica {
    const found = this.replicas[index % this.replicas.length]
    if (found === undefined) throw new Error('a shop has replicas')
    return found
  }

  get relay(): SimulatedReplica {
    return this.at(0)
  }

  run(step: Step): void {
    switch (step.kind) {
      case 'write':
        this.keep(this.writer(step.by).write(step.record, step.fields))
        break
      case 'settle':
        this.keep(this.writer(step.by).settle(step.record))
        break
      case 'deliver':
        this.deliver(this.at(step.from), this.at(step.to), step.draws)
        break
      case 'push':
        this.push(this.writer(step.by))
        break
      case 'compact':
        this.compacted += this.relay.compact()
    }
  }

  /** Some of what one has, in an order and as often as the draws say; deletions too. */
  deliver(from: SimulatedReplica, to: SimulatedReplica, draws: readonly number[]): void {
    const entries = [...from.entries.values()]
    const deleted = [...from.deleted.values()]
    const some = draws.flatMap(draw => entries[draw % Math.max(1, entries.length)] ?? [])
    const gone = draws.flatMap(draw =>
      draw % 3 === 0 ? (deleted[draw % Math.max(1, deleted.length)] ?? []) : [],
    )
    this.give(to, some, gone)
  }

  /** A device hands in what it wrote itself, as the relay lets it, and nothing that it heard from others. */
  push(from: SimulatedReplica): void {
    const own = [...from.entries.values()].filter(entry => entry.replica === from.id)
    this.give(this.relay, own, [])
  }

  give(to: SimulatedReplica, entries: readonly RecordEntry[], deleted: readonly RecordEntry[]): void {
    const taken = to === this.relay ? to.inWritersOrder(entries) : entries
    if (to === this.relay) for (const entry of taken) this.seenByRelay.add(entry)
    to.receive(taken, deleted)
  }

  /** Everybody gives everything to the relay, and gets everything from it. */
  meet(): void {
    for (const each of this.replicas) this.give(this.relay, [...each.entries.values()], [])
    this.compacted += this.relay.compact()
    for (const each of this.replicas) {
      each.receive([...this.relay.entries.values()], [...this.relay.deleted.values()])
    }
  }

  private keep(entry: RecordEntry | undefined): void {
    if (entry !== undefined) this.written.push(entry)
  }

  private writer(index: number): SimulatedReplica {
    return this.at(1 + (index % (this.replicas.length - 1)))
  }
}

describe('replicas of a record log', () => {
  let compacted = 0
  for (const { name, seed } of seeds({ first: 1, second: 2, third: 42_000 })) {
    it(
      `R9 R10 end up equal, and no value is lost that nobody replaced (${name}, seed ${seed})`,
      () => {
        fc.assert(
          fc.property(
            fc.integer({ min: 2, max: 5 }),
            fc.array(step, { maxLength: 60, size: 'max' }),
            (count, steps) => {
              const shop = new Shop(count)
              for (const each of steps) {
                shop.run(each)
                // Compaction changes nothing that the relay shows: not now, and not after anything still to come.
                expect(valuesShown(shop.relay.foldFromScratch())).toEqual(
                  valuesNobodyReplaced(shop.seenByRelay),
                )
              }
              shop.meet()
              const expected = valuesNobodyReplaced(shop.written)
              const shown = everythingShown(shop.relay.foldFromScratch())
              expect(valuesShown(shop.relay.fold)).toEqual(expected)
              for (const each of shop.replicas) {
                expect(everythingShown(each.fold)).toBe(shown)
                expect(everythingShown(each.foldFromScratch())).toBe(shown)
              }
              compacted += shop.compacted
            },
          ),
          { seed, numRuns: 300 },
        )
      },
      PROPERTY_TIMEOUT,
    )
  }

  it('R9 does delete in those runs: compaction is not idle', () => {
    expect(compacted).toBeGreaterThan(100)
  })
})
