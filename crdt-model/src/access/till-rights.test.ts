import { describe, expect, test } from 'vitest'
import {
  ALL_TILL_RIGHTS,
  discountLimitsOf,
  hasTillRight,
  isTillRight,
  ROLE_LIMITS,
  TILL_RIGHTS,
  type TillPerson,
  widestLimits,
  withRight,
} from './till-rights.ts'

const CASHIER: TillPerson = { role: 'cashier', extraRights: [], withheldRights: [] }

describe('O1 one table', () => {
  test.each(ALL_TILL_RIGHTS)('%s: who stands higher may no less', right => {
    const { cashier, supervisor, manager } = TILL_RIGHTS[right]
    expect(Number(supervisor)).toBeGreaterThanOrEqual(Number(cashier))
    expect(Number(manager)).toBeGreaterThanOrEqual(Number(supervisor))
  })

  test('a manager may do everything', () => {
    expect(ALL_TILL_RIGHTS.every(right => hasTillRight({ ...CASHIER, role: 'manager' }, right))).toBe(true)
  })

  test('a name that is in no table is no right', () => {
    expect(isTillRight('open-drawer')).toBe(true)
    expect(isTillRight('toString')).toBe(false)
  })
})

test('O2 somebody has more or less than the role', () => {
  expect(hasTillRight(CASHIER, 'open-drawer')).toBe(false)
  expect(hasTillRight({ ...CASHIER, extraRights: ['open-drawer'] }, 'open-drawer')).toBe(true)
  expect(hasTillRight({ ...CASHIER, withheldRights: ['void-line'] }, 'void-line')).toBe(false)
})

test('O2 what is withheld goes before what is given', () => {
  const both: TillPerson = { ...CASHIER, extraRights: ['open-drawer'], withheldRights: ['open-drawer'] }
  expect(hasTillRight(both, 'open-drawer')).toBe(false)
})

test('O3 limits follow the role and the right to take off more', () => {
  expect(discountLimitsOf(CASHIER)).toEqual(ROLE_LIMITS.cashier)
  expect(discountLimitsOf({ ...CASHIER, role: 'manager' })).toEqual(ROLE_LIMITS.manager)
  expect(discountLimitsOf({ ...CASHIER, extraRights: ['discount'] })).toEqual(ROLE_LIMITS.supervisor)
  const careful: TillPerson = { ...CASHIER, role: 'manager', withheldRights: ['discount'] }
  expect(discountLimitsOf(careful)).toEqual(ROLE_LIMITS.cashier)
  expect(discountLimitsOf(CASHIER, { ...ROLE_LIMITS, cashier: ROLE_LIMITS.supervisor })).toEqual(
    ROLE_LIMITS.supervisor,
  )
})

test('O4 the highest limit counts in each respect', () => {
  const left = { lineMillionths: 1, saleMillionths: 20, priceMillionths: 3 }
  const right = { lineMillionths: 10, saleMillionths: 2, priceMillionths: 3 }
  expect(widestLimits([left, right])).toEqual({ lineMillionths: 10, saleMillionths: 20, priceMillionths: 3 })
  expect(widestLimits([])).toEqual({ lineMillionths: 0, saleMillionths: 0, priceMillionths: 0 })
})

test.each(ALL_TILL_RIGHTS)('O2 %s is given and taken, and taken back without a trace', right => {
  const has = hasTillRight(CASHIER, right)
  const other = withRight(CASHIER, right, !has)
  expect(hasTillRight(other, right)).toBe(!has)
  expect(withRight(other, right, has)).toEqual(CASHIER)
})
