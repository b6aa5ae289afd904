import { expect, test } from 'vitest'
import { lineAmount, parseQuantity } from './quantity.ts'

test.each([
  ['1', 1000],
  ['3.5', 3500],
  ['0,125', 125],
  ['.5', 500],
  ['2.', 2000],
  [' 12 ', 12_000],
  ['999999.999', 999_999_999],
])('L4 %j is %i thousandths', (text, quantity) => {
  expect(parseQuantity(text)).toBe(quantity)
})

test.each(['', '.', '0', '0.000', '-1', '1.2345', '1,000.5', '1e3', 'x', '1000000'])(
  'L4 %j is no quantity',
  text => {
    expect(parseQuantity(text)).toBeUndefined()
  },
)

test.each([
  [1000, 1735, 1735],
  [3000, 999, 2997],
  [500, 1735, 868],
  [1, 499, 0],
  [1, 500, 1],
  [999_999_999, 99_999, 99_998_999_900],
])('L5 %i thousandths at %i make %i', (quantity, unitPrice, amount) => {
  expect(lineAmount(quantity, unitPrice)).toBe(amount)
})
