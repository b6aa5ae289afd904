import { expect, test } from 'vitest'
import { CONTEXT, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { priceSale } from './price-sale.ts'
import { lineVoidOf, priceOverrideOf, saleCancelOf } from './sale-acts.ts'

const LINE = sampleLine({ quantity: 3000, unitPrice: 333, listPrice: 333 })
const SALE = sampleSale(LINE)
const TOTALS = priceSale(SALE, CONTEXT)

test('O6 a part of a line that is taken out has its share of what the line cost', () => {
  expect(lineVoidOf(SALE, TOTALS, '1', 2000)).toEqual({
    kind: 'line-void',
    product: LINE.product,
    quantity: 2000,
    amount: 666,
  })
  expect(lineVoidOf(SALE, TOTALS, '1', 3000)).toMatchObject({ amount: 999 })
  expect(lineVoidOf(SALE, TOTALS, 'gone', 1000)).toBeUndefined()
})

test('O6 what came off the line is no part of what is voided', () => {
  const sale = sampleSale({ ...LINE, discount: { kind: 'amount', amount: 99 } })
  expect(lineVoidOf(sale, priceSale(sale, CONTEXT), '1', 3000)).toMatchObject({ amount: 900 })
})

test('O6 a sale that is given up says how many lines and how much', () => {
  expect(saleCancelOf(SALE, TOTALS)).toEqual({ kind: 'sale-cancel', lines: 1, amount: 999 })
})

test('O6 a price that is set is told with the one before; the same one is no act', () => {
  expect(priceOverrideOf(SALE, '1', 300)).toMatchObject({ from: 333, to: 300 })
  expect(priceOverrideOf(SALE, '1', 333)).toBeUndefined()
})
