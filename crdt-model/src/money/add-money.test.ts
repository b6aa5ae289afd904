import { expect, test } from 'vitest'
import { addMoney } from './add-money.ts'
import { parseCurrency } from './currency.ts'
import { makeMoney } from './make-money.ts'

const GBP = parseCurrency('GBP') ?? expect.unreachable()
const EUR = parseCurrency('EUR') ?? expect.unreachable()

test('M2 amounts of one currency add up', () => {
  expect(addMoney(makeMoney(1999, GBP), makeMoney(-2000, GBP))).toEqual({ minor: -1, currency: 'GBP' })
})

test('M2 amounts of two currencies are refused', () => {
  expect(() => addMoney(makeMoney(1, GBP), makeMoney(1, EUR))).toThrow('different currencies')
})

test('M2 a sum beyond the safe integers is refused', () => {
  expect(() => addMoney(makeMoney(Number.MAX_SAFE_INTEGER, GBP), makeMoney(1, GBP))).toThrow('safe integer')
})
