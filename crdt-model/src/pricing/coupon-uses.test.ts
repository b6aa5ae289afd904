import { expect, test } from 'vitest'
import type { JournalEvent } from '../journal/journal-entry.ts'
import { couponLimits, couponsOf, couponUsesBy, couponUsesLeft } from './coupon-uses.ts'
import type { PromotionConditions } from './promotion.ts'

const offers = (...conditions: PromotionConditions[]) => conditions.map(each => ({ conditions: each }))

test('G12 a coupon has the least limit of its promotions, and none where none says one', () => {
  const limits = couponLimits(
    offers(
      { coupon: 'ten', couponUses: 50 },
      { coupon: ' TEN ', couponUses: 20 },
      { coupon: 'free' },
      { couponUses: 3 },
    ),
  )
  expect([...limits]).toEqual([['TEN', 20]])
})

test('G12 what is left is the limit less what all tills used and this one since, and a void gives a use back', () => {
  const limits = new Map([
    ['TEN', 5],
    ['ONE', 1],
    ['NEW', 2],
  ])
  const left = couponUsesLeft(limits, { TEN: 2, ONE: 3, OTHER: 9 }, [
    { kind: 'sale', coupons: ['TEN', 'ONE'] },
    { kind: 'exchange', coupons: ['TEN'] },
    { kind: 'void', coupons: ['TEN'] },
    { kind: 'sale' },
  ])
  expect([...left]).toEqual([
    ['TEN', 2],
    ['ONE', 0],
    ['NEW', 2],
  ])
})

test('G12 a refund leaves a coupon used', () => {
  expect((['sale', 'exchange', 'void', 'refund', 'sign-in'] as const).map(couponUsesBy)).toEqual([
    1, 1, -1, 0, 0,
  ])
  const signIn: JournalEvent = { kind: 'sign-in' }
  expect(couponsOf(signIn)).toEqual([])
})
