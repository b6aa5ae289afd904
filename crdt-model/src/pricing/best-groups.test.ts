import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cheapestFree, percent, products, sampleItem, samplePromotion } from '../testing/sample-promotion.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { bestGroups, MOST_GROUPS_TRIED } from './best-groups.ts'
import { type GroupDeal, groupablePieces, groupDeals, nextGroup } from './group-deal.ts'
import type { PricedItem } from './priced-item.ts'
import type { Benefit, Promotion } from './promotion.ts'

const NAMES = ['a', 'b', 'c', 'd'] as const

const anyBenefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc
    .record({
      on: fc.subarray([...NAMES], { minLength: 1 }),
      take: fc.integer({ min: 2, max: 3 }),
      mixed: fc.boolean(),
      off: fc.constantFrom(percent(100), percent(50), { kind: 'amount' as const, amount: 70 }),
      times: fc.constantFrom(1, 2, undefined),
    })
    .map(({ on, take, mixed, off, times }) => ({
      ...cheapestFree(products(...on), take, 1, mixed),
      off,
      ...(times === undefined ? {} : { times }),
    })),
  fc
    .record({
      first: fc.constantFrom(...NAMES),
      second: fc.subarray([...NAMES], { minLength: 1 }),
      off: fc.constantFrom(percent(30), { kind: 'price' as const, price: 200 }),
    })
    .map(({ first, second, off }) => ({
      kind: 'bundle' as const,
      parts: [
        { on: products(first), pieces: 1 },
        { on: products(...second), pieces: 1 },
      ],
      off,
    })),
)

const anyCart = fc.record({
  items: fc.tuple(
    ...NAMES.map(name =>
      fc
        .record({ price: fc.integer({ min: 10, max: 400 }), pieces: fc.integer({ min: 0, max: 3 }) })
        .map(({ price, pieces }) => sampleItem(name, price, pieces)),
    ),
  ),
  promotions: fc
    .array(anyBenefit, { minLength: 1, maxLength: 3 })
    .map(benefits => benefits.map((benefit, i) => samplePromotion(`p${i}`, benefit))),
  pieceOff: fc.tuple(...NAMES.map(() => fc.constantFrom(0, 0, 5, 60))),
})

describe('G8 the best combination', () => {
  test.each(seeds({ first: 1 }))(
    'is the one that trying everything finds, seed $seed ($name)',
    ({ seed }) => {
      fc.assert(
        fc.property(anyCart, ({ items, promotions, pieceOff }) => {
          const { deals, pieces } = prepared(items, promotions)
          const choice = bestGroups(deals, pieces, pieceOff)
          if (!choice.exhaustive) return
          expect(gainOf(choice.groups, pieceOff)).toBe(tryEverything(deals, pieces, pieceOff, new Map()))
          expect(arePossible(choice.groups, pieces)).toBe(true)
        }),
        { seed, numRuns: 300 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('takes the lesser deal first where that leaves more for another', () => {
    const items = [sampleItem('a', 100, 4), sampleItem('b', 100, 1)]
    const promotions = [
      samplePromotion('pair', {
        kind: 'bundle',
        parts: [
          { on: products('a'), pieces: 2 },
          { on: products('b'), pieces: 1 },
        ],
        off: { kind: 'amount', amount: 110 },
      }),
      samplePromotion('three', cheapestFree(products('a'), 3)),
      samplePromotion('mix', {
        kind: 'bundle',
        parts: [
          { on: products('a'), pieces: 1 },
          { on: products('b'), pieces: 1 },
        ],
        off: { kind: 'amount', amount: 30 },
      }),
    ]
    const { deals, pieces } = prepared(items, promotions)
    const { groups } = bestGroups(deals, pieces, [0, 0])
    expect(groups.map(group => [group.deal.promotion.id, group.discount]).sort()).toEqual([
      ['mix', 30],
      ['three', 100],
    ])
  })

  test('stops at its bound, says so, and is never worse than taking the greatest gain again and again', () => {
    const items = Array.from({ length: 40 }, (_, i) => sampleItem(`p${i}`, 100 + i * 7, 3))
    const promotions = Array.from({ length: 12 }, (_, i) =>
      samplePromotion(`deal${i}`, cheapestFree({ priceFrom: 100 + i, priceTo: 300 + i * 5 }, 2 + (i % 3))),
    )
    const { deals, pieces } = prepared(items, promotions)
    const none = items.map(() => 0)
    const choice = bestGroups(deals, pieces, none)
    expect(choice.exhaustive).toBe(false)
    expect(arePossible(choice.groups, pieces)).toBe(true)
    expect(gainOf(choice.groups, none)).toBeGreaterThanOrEqual(greediest(deals, pieces))
    expect(MOST_GROUPS_TRIED).toBe(1000)
  })

  test('ten thousand pieces of one line take no longer than they must', () => {
    const { deals, pieces } = prepared(
      [sampleItem('a', 100, 9_999)],
      [samplePromotion('p', cheapestFree({}, 3))],
    )
    expect(bestGroups(deals, pieces, [0]).groups).toHaveLength(3_333)
  })
})

function prepared(items: readonly PricedItem[], promotions: readonly Promotion[]) {
  return { deals: groupDeals(promotions, items, 'half-up'), pieces: groupablePieces(items) }
}

type Groups = ReturnType<typeof bestGroups>['groups']

function gainOf(groups: Groups, pieceOff: readonly number[]): number {
  return groups.reduce(
    (sum, { uses, discount }) =>
      sum + discount - uses.reduce((off, use) => off + use.count * (pieceOff[use.item] ?? 0), 0),
    0,
  )
}

function arePossible(groups: Groups, pieces: readonly number[]): boolean {
  const left = [...pieces]
  const times = new Map<GroupDeal['rank'], number>()
  for (const { deal, uses } of groups) {
    for (const { item, count } of uses) left[item] = (left[item] ?? 0) - count
    times.set(deal.rank, (times.get(deal.rank) ?? 0) + 1)
    if ((times.get(deal.rank) ?? 0) > deal.times) return false
  }
  return left.every(count => count >= 0)
}

/** Every sequence of groups, without any memory of what was tried. */
function tryEverything(
  deals: readonly GroupDeal[],
  left: readonly number[],
  pieceOff: readonly number[],
  used: ReadonlyMap<number, number>,
): number {
  return deals.reduce((best, deal) => {
    const times = used.get(deal.rank) ?? 0
    const group = times < deal.times ? nextGroup(deal, left) : undefined
    if (group === undefined || group.discount === 0) return best
    const rest = [...left]
    for (const { item, count } of group.uses) rest[item] = (rest[item] ?? 0) - count
    const after = tryEverything(deals, rest, pieceOff, new Map([...used, [deal.rank, times + 1]]))
    return Math.max(best, gainOf([group], pieceOff) + after)
  }, 0)
}

function greediest(deals: readonly GroupDeal[], pieces: readonly number[]): number {
  const left = [...pieces]
  let gain = 0
  for (;;) {
    const groups = deals.flatMap(deal => nextGroup(deal, left) ?? [])
    const best = groups.reduce<(typeof groups)[number] | undefined>(
      (most, group) => (group.discount > (most?.discount ?? 0) ? group : most),
      undefined,
    )
    if (best === undefined) return gain
    gain += best.discount
    for (const { item, count } of best.uses) left[item] = (left[item] ?? 0) - count
  }
}
