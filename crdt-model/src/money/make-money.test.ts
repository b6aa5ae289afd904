import { expect, test } from 'vitest'
import { parseCurrency } from './currency.ts'
import { makeMoney } from './make-money.ts'

const GBP = parseCurrency('GBP') ?? expect.unreachable()

test('M1 an amount is a safe integer of minor units', () => {
  expect(makeMoney(1735, GBP)).toEqual({ minor: 1735, currency: 'GBP' })
  expect(makeMoney(Number.MIN_SAFE_INTEGER, GBP).minor).toBe(Number.MIN_SAFE_INTEGER)
})

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('M1 %s is no amount', minor => {
  expect(() => makeMoney(minor, GBP)).toThrow(RangeError)
})
