import { expect, test } from 'vitest'
import { percent, samplePromotion } from '../testing/sample-promotion.ts'
import { CONTEXT } from '../testing/sample-sale.ts'
import { couponGains, isKnownCoupon, savedIn } from './coupon-gains.ts'
import { openSale } from './edit-lines.ts'
import { presentCoupon } from './edit-terms.ts'
import { priceSale } from './price-sale.ts'

const ON_ALL = { kind: 'each', on: {}, off: percent(10) } as const
const PROMOTIONS = [
  samplePromotion('spring', ON_ALL, { conditions: { coupon: 'Spring' }, stacks: true }),
  samplePromotion(
    'more',
    { kind: 'whole-sale', off: { kind: 'amount', amount: 5 } },
    {
      conditions: { coupon: 'SPRING' },
    },
  ),
  samplePromotion('later', ON_ALL, {
    conditions: { coupon: 'LATER', needs: [{ on: {}, quantity: 99_000 }] },
  }),
]

test('G9 tells what each coupon gives, over all promotions that want it, and nothing of those that do not', () => {
  const lines = [
    {
      id: '1',
      product: null,
      name: 'Mug',
      department: null,
      quantity: 1000,
      unitPrice: 1000,
      listPrice: 1000,
      taxClass: null,
      minimumAge: 0,
    },
  ]
  const open = { ...openSale('s', CONTEXT.currency), lines }
  const sale = presentCoupon(presentCoupon(open, 'spring '), 'later')
  const totals = priceSale(sale, { ...CONTEXT, promotions: PROMOTIONS })
  expect(couponGains(sale.coupons ?? [], totals, PROMOTIONS)).toEqual([
    { coupon: 'SPRING', amount: 105 },
    { coupon: 'LATER', amount: 0 },
  ])
  expect(savedIn(totals)).toBe(105)
  expect(savedIn(priceSale(open, CONTEXT))).toBe(0)
})

test('G3 a coupon is known in any case, whether its promotion is on or not', () => {
  expect(isKnownCoupon(' later', PROMOTIONS)).toBe(true)
  expect(isKnownCoupon('never', PROMOTIONS)).toBe(false)
})
