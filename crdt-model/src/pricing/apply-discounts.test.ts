import { describe, expect, test } from 'vitest'
import {
  applyPromotions,
  cheapestFree,
  givenBy,
  NOWHERE,
  percent,
  products,
  sampleItem,
  samplePromotion,
} from '../testing/sample-promotion.ts'

describe('G6 groups', () => {
  test('3 for 2 of one product', () => {
    const promotion = samplePromotion('p', cheapestFree({}, 3, 1, false))
    expect(givenBy([sampleItem('apple', 100, 2), sampleItem('avocado', 90)], [promotion])).toEqual([{}, {}])
    expect(givenBy([sampleItem('apple', 100, 7)], [promotion])).toEqual([{ p: 200 }])
  })

  test('the cheapest of three mixed ones is free, and what is free is shared by prices', () => {
    const promotion = samplePromotion('p', cheapestFree({}, 3))
    const items = [sampleItem('a', 1000), sampleItem('b', 500), sampleItem('c', 300)]
    expect(givenBy(items, [promotion])).toEqual([{ p: 167 }, { p: 83 }, { p: 50 }])
  })

  test('the dearest make the first groups, so that what is free is as dear as can be', () => {
    const promotion = samplePromotion('p', cheapestFree({}, 2))
    const items = [sampleItem('a', 100), sampleItem('b', 1000), sampleItem('c', 900), sampleItem('d', 90)]
    expect(applyPromotions(items, [promotion]).amounts.reduce((sum, each) => sum + each, 0)).toBe(1100)
  })

  test('the second at half price', () => {
    const promotion = samplePromotion('p', { ...cheapestFree({}, 2), off: percent(50) })
    expect(applyPromotions([sampleItem('a', 1000, 3)], [promotion]).amounts).toEqual([2500])
  })

  test('a bundle at a price', () => {
    const meal = samplePromotion('meal', {
      kind: 'bundle',
      parts: [
        { on: products('sandwich'), pieces: 1 },
        { on: products('crisps', 'fruit'), pieces: 1 },
        { on: products('water'), pieces: 1 },
      ],
      off: { kind: 'price', price: 500 },
    })
    const items = [
      sampleItem('sandwich', 400, 2),
      sampleItem('crisps', 100),
      sampleItem('fruit', 150),
      sampleItem('water', 120),
    ]
    const { amounts } = applyPromotions(items, [meal])
    expect(amounts.reduce((sum, each) => sum + each, 0)).toBe(500 + 400 + 100)
  })

  test('a limit of times holds for all groups of the promotion', () => {
    const promotion = samplePromotion('p', { ...cheapestFree({}, 2, 1, false), times: 1 })
    expect(applyPromotions([sampleItem('a', 100, 4), sampleItem('b', 50, 4)], [promotion]).amounts).toEqual([
      300, 200,
    ])
  })

  test('what is weighed or priced on its label makes no groups', () => {
    const ham = { ...sampleItem('ham', 2000), quantity: 3000, gross: 6000, pieces: 0 }
    expect(givenBy([ham], [samplePromotion('p', cheapestFree({}, 3))])).toEqual([{}])
  })

  test('pieces of a group have no other promotion, those left over have', () => {
    const promotions = [
      samplePromotion('three', cheapestFree({}, 3)),
      samplePromotion('ten', { kind: 'each', on: {}, off: percent(10) }, { stacks: true }),
    ]
    expect(givenBy([sampleItem('apple', 100, 4)], promotions)).toEqual([{ three: 100, ten: 10 }])
  })

  test('no group is made that gives less than the promotions on its pieces', () => {
    const promotions = [
      samplePromotion('three', cheapestFree({}, 3)),
      samplePromotion('half', { kind: 'each', on: {}, off: percent(50) }),
    ]
    expect(givenBy([sampleItem('apple', 100, 3)], promotions)).toEqual([{ half: 150 }])
  })
})

describe('G7 off the whole sale', () => {
  const ten = samplePromotion('ten', { kind: 'whole-sale', off: percent(10) }, { stacks: true })
  const five = samplePromotion(
    'five',
    { kind: 'whole-sale', off: { kind: 'amount', amount: 500 } },
    { stacks: true },
  )

  test('all that stack in their order, or the best that does not', () => {
    const items = [sampleItem('apple', 10_000)]
    expect(givenBy(items, [ten, five])).toEqual([{ five: 500, ten: 950 }])
    const alone = samplePromotion('alone', { kind: 'whole-sale', off: percent(15) })
    expect(givenBy(items, [ten, five, alone])).toEqual([{ alone: 1500 }])
  })

  test('D4 is shared over the lines by what they cost, and falls on no deposit', () => {
    const deposit = { ...sampleItem('deposit', 25, 4), promotable: false, discountable: false }
    const items = [sampleItem('apple', 100), deposit, sampleItem('bread', 200)]
    expect(
      applyPromotions(items, [
        { ...five, benefit: { kind: 'whole-sale', off: { kind: 'amount', amount: 100 } } },
      ]).amounts,
    ).toEqual([67, 100, 133])
  })
})

describe('D3 the order', () => {
  test('products, line, whole sale, then a person on the whole sale', () => {
    const items = [{ ...sampleItem('apple', 1000), discount: percent(10) }]
    const promotions = [
      samplePromotion('sale', { kind: 'whole-sale', off: { kind: 'amount', amount: 110 } }),
      samplePromotion('each', { kind: 'each', on: {}, off: { kind: 'amount', amount: 100 } }),
    ]
    const { amounts, discounts } = applyPromotions(items, promotions, NOWHERE, percent(50))
    expect(discounts[0]?.map(({ amount }) => amount)).toEqual([100, 90, 110, 350])
    expect(amounts).toEqual([350])
  })

  test('D1 a discount is never more than what is left', () => {
    const items = [{ ...sampleItem('apple', 1000), discount: { kind: 'amount' as const, amount: 5000 } }]
    expect(applyPromotions(items, [], NOWHERE, { kind: 'amount', amount: 1 }).amounts).toEqual([0])
  })
})
