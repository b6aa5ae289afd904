import { describe, expect, test } from 'vitest'
import { type BusinessDay, type CustomerGroupId, type StoreId, toId } from '../ids.ts'
import {
  givenBy,
  NOWHERE,
  percent,
  products,
  sampleItem,
  samplePromotion,
} from '../testing/sample-promotion.ts'
import type { PromotionPlace } from './applicable-promotions.ts'
import type { Promotion, Reduction } from './promotion.ts'

describe('G1 what a promotion is for', () => {
  const items = [sampleItem('apple', 100), sampleItem('avocado', 250), sampleItem('bread', 300)]
  const half = (on: Parameters<typeof products>[0] | object) =>
    givenBy(items, [samplePromotion('p', { kind: 'each', on: on as object, off: percent(50) })])

  test('products, departments, or everything', () => {
    expect(half(products('bread'))).toEqual([{}, {}, { p: 150 }])
    expect(half({ departments: new Set(['a']) })).toEqual([{ p: 50 }, { p: 125 }, {}])
    expect(half({ ...products('bread'), departments: new Set(['a']) })).toEqual([
      { p: 50 },
      { p: 125 },
      { p: 150 },
    ])
    expect(half({})).toEqual([{ p: 50 }, { p: 125 }, { p: 150 }])
  })

  test('less what is excepted, within a range of prices', () => {
    expect(half({ departments: new Set(['a']), exceptProducts: new Set(['apple']) })).toEqual([
      {},
      { p: 125 },
      {},
    ])
    expect(half({ exceptDepartments: new Set(['a']) })).toEqual([{}, {}, { p: 150 }])
    expect(half({ priceFrom: 101, priceTo: 299 })).toEqual([{}, { p: 125 }, {}])
  })

  test('never what is not promotable', () => {
    const fixed = { ...sampleItem('apple', 100), promotable: false }
    expect(givenBy([fixed], [samplePromotion('p', { kind: 'each', on: {}, off: percent(50) })])).toEqual([{}])
  })
})

describe('G2 when, where and for whom', () => {
  const moment = { day: toId<BusinessDay>('2026-11-20'), minute: 17 * 60 + 30 }
  const place: PromotionPlace = { ...NOWHERE, moment, store: toId<StoreId>('north') }
  test.each<[string, Promotion['conditions'], boolean]>([
    ['a first day that came', { from: toId('2026-11-20') }, true],
    ['a first day to come', { from: toId('2026-11-21') }, false],
    ['a last day that is today', { until: toId('2026-11-20') }, true],
    ['a last day gone by', { until: toId('2026-11-19') }, false],
    ['its weekday', { weekdays: [5] }, true],
    ['another weekday', { weekdays: [1, 2, 3, 4, 6, 7] }, false],
    ['the happy hour', { hours: [{ from: 17 * 60, until: 18 * 60 }] }, true],
    ['the hour that ends now', { hours: [{ from: 17 * 60, until: 17 * 60 + 30 }] }, false],
    ['its store', { stores: new Set([toId<StoreId>('north')]) }, true],
    ['another store', { stores: new Set([toId<StoreId>('south')]) }, false],
    ['a customer group', { customerGroups: new Set([toId<CustomerGroupId>('staff')]) }, false],
  ])('%s', (_, conditions, isOn) => {
    const promotion = samplePromotion('p', { kind: 'each', on: {}, off: percent(10) }, { conditions })
    expect(givenBy([sampleItem('apple', 100)], [promotion], place)).toEqual([isOn ? { p: 10 } : {}])
  })

  test('a customer of the group', () => {
    const conditions = { customerGroups: new Set([toId<CustomerGroupId>('staff')]) }
    const promotion = samplePromotion('p', { kind: 'each', on: {}, off: percent(10) }, { conditions })
    const staff = { ...NOWHERE, customerGroup: toId<CustomerGroupId>('staff') }
    expect(givenBy([sampleItem('apple', 100)], [promotion], staff)).toEqual([{ p: 10 }])
  })

  test('a limit in time or place is not met where the time or place is not known', () => {
    const from: Promotion['conditions'] = { from: toId('2026-11-20') }
    const stores: Promotion['conditions'] = { stores: new Set([toId<StoreId>('north')]) }
    for (const conditions of [from, stores]) {
      const promotion = samplePromotion('p', { kind: 'each', on: {}, off: percent(10) }, { conditions })
      expect(givenBy([sampleItem('apple', 100)], [promotion])).toEqual([{}])
    }
  })
})

describe('G3 coupons and what the sale must hold', () => {
  const withCoupon = samplePromotion(
    'p',
    { kind: 'whole-sale', off: { kind: 'amount', amount: 500 } },
    { conditions: { coupon: 'Five-Off' } },
  )
  const item = sampleItem('apple', 2000)

  test('a coupon counts only when it was presented, in whatever case', () => {
    expect(givenBy([item], [withCoupon])).toEqual([{}])
    expect(givenBy([item], [withCoupon], { ...NOWHERE, coupons: [' five-off '] })).toEqual([{ p: 500 }])
  })

  test('a coupon that was used up gives nothing', () => {
    const place = { ...NOWHERE, coupons: ['FIVE-OFF'] }
    expect(givenBy([item], [withCoupon], { ...place, couponUsesLeft: new Map([['FIVE-OFF', 0]]) })).toEqual([
      {},
    ])
    expect(givenBy([item], [withCoupon], { ...place, couponUsesLeft: new Map([['FIVE-OFF', 1]]) })).toEqual([
      { p: 500 },
    ])
  })

  test('needs of a promotion on the whole sale are met by what is left after those on products', () => {
    const spend = samplePromotion(
      'spend',
      { kind: 'whole-sale', off: percent(10) },
      { conditions: { needs: [{ on: {}, amount: 2000 }] } },
    )
    const half = samplePromotion('half', { kind: 'each', on: {}, off: percent(50) })
    expect(givenBy([item], [spend])).toEqual([{ spend: 200 }])
    expect(givenBy([item], [spend, half])).toEqual([{ half: 1000 }])
  })

  test('a quantity is needed of what is named', () => {
    const three = { needs: [{ on: products('apple'), quantity: 3000 }] }
    const promotion = samplePromotion(
      'p',
      { kind: 'each', on: products('bread'), off: percent(50) },
      { conditions: three },
    )
    expect(givenBy([sampleItem('apple', 100, 2), sampleItem('bread', 300)], [promotion])).toEqual([{}, {}])
    expect(givenBy([sampleItem('apple', 100, 3), sampleItem('bread', 300)], [promotion])).toEqual([
      {},
      { p: 150 },
    ])
  })
})

describe('G4 off each piece', () => {
  const each = (off: Reduction) => samplePromotion('p', { kind: 'each', on: {}, off })

  test('a percentage is rounded by the piece', () => {
    expect(givenBy([sampleItem('apple', 99, 3)], [each(percent(5))])).toEqual([{ p: 15 }])
  })

  test('an amount is never more than the price', () => {
    expect(givenBy([sampleItem('apple', 99, 3)], [each({ kind: 'amount', amount: 150 })])).toEqual([
      { p: 297 },
    ])
  })

  test('a fixed price is never above the price', () => {
    expect(givenBy([sampleItem('apple', 99, 3)], [each({ kind: 'price', price: 50 })])).toEqual([{ p: 147 }])
    expect(givenBy([sampleItem('apple', 99, 3)], [each({ kind: 'price', price: 100 })])).toEqual([{}])
  })

  test('what is weighed is reduced by its weight', () => {
    const ham = { ...sampleItem('ham', 2000), quantity: 1250, gross: 2500, pieces: 0 }
    expect(givenBy([ham], [each({ kind: 'amount', amount: 100 })])).toEqual([{ p: 125 }])
    expect(givenBy([ham], [each({ kind: 'price', price: 1600 })])).toEqual([{ p: 500 }])
    expect(givenBy([ham], [each(percent(10))])).toEqual([{ p: 250 }])
  })

  test('quantity breaks go by all that is selected', () => {
    const breaks = samplePromotion('p', {
      kind: 'breaks',
      on: { departments: new Set([toId('a')]) },
      breaks: [
        { quantity: 3000, off: percent(10) },
        { quantity: 6000, off: { kind: 'price', price: 80 } },
      ],
    })
    expect(givenBy([sampleItem('apple', 100, 2)], [breaks])).toEqual([{}])
    expect(givenBy([sampleItem('apple', 100, 2), sampleItem('avocado', 200)], [breaks])).toEqual([
      { p: 20 },
      { p: 20 },
    ])
    expect(givenBy([sampleItem('apple', 100, 5), sampleItem('avocado', 200)], [breaks])).toEqual([
      { p: 100 },
      { p: 120 },
    ])
  })
})

describe('G5 stacking', () => {
  const ten = samplePromotion('ten', { kind: 'each', on: {}, off: percent(10) }, { stacks: true })
  const amount = samplePromotion(
    'amount',
    { kind: 'each', on: {}, off: { kind: 'amount', amount: 100 } },
    { stacks: true },
  )
  const item = sampleItem('apple', 1000)

  test('the higher priority goes first, equals by id', () => {
    expect(givenBy([item], [ten, amount])).toEqual([{ amount: 100, ten: 90 }])
    expect(givenBy([item], [{ ...ten, priority: 1 }, amount])).toEqual([{ amount: 100, ten: 100 }])
  })

  test('one that stands alone is taken when it gives more than all that stack', () => {
    const alone = (off: number) => samplePromotion('alone', { kind: 'each', on: {}, off: percent(off) })
    expect(givenBy([item], [ten, amount, alone(19)])).toEqual([{ amount: 100, ten: 90 }])
    expect(givenBy([item], [ten, amount, alone(20)])).toEqual([{ alone: 200 }])
  })
})
