import { expect, test } from 'vitest'
import { parseCurrency } from './currency.ts'
import { parseAmount } from './parse-amount.ts'

test.each([
  ['12', 'GBP', 1200],
  ['12.5', 'GBP', 1250],
  ['12,50', 'EUR', 1250],
  [' 0.07 ', 'USD', 7],
  ['0', 'GBP', 0],
  ['1,234.50', 'USD', 123_450],
  ['1.234,50', 'EUR', 123_450],
  ["1'234.50", 'CHF', 123_450],
  ['1 234,50', 'EUR', 123_450],
  ['1,234', 'USD', 123_400],
  ['1,234,567', 'JPY', 1_234_567],
  ['1.234', 'KWD', 1234],
  ['999', 'JPY', 999],
])('M6 %s in %s is %i', (text, code, minor) => {
  expect(parseAmount(text, parseCurrency(code) ?? expect.unreachable())).toBe(minor)
})

test.each([
  ['', 'GBP'],
  ['.5', 'GBP'],
  ['5.', 'GBP'],
  ['1.2345', 'GBP'],
  ['0.125', 'GBP'],
  ['012,500', 'USD'],
  ['12.5', 'JPY'],
  ['-1', 'GBP'],
  ['£5', 'GBP'],
  ['1e3', 'GBP'],
  ['1,23,456', 'USD'],
  ['1,234,50', 'USD'],
  ['1,2345.00', 'USD'],
  ['99999999999999999', 'GBP'],
])('M6 %j in %s is no amount', (text, code) => {
  expect(parseAmount(text, parseCurrency(code) ?? expect.unreachable())).toBeUndefined()
})
