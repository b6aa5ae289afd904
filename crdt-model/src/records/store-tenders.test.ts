import { expect, test } from 'vitest'
import { USD } from '../testing/sample-sale.ts'
import { tenderRulesOf } from './store-tenders.ts'

test('E8 a store takes cash, goods in exchange, what it chose, and foreign cash where it has a rate', () => {
  const { kinds, rates } = tenderRulesOf({
    tenderKinds: ['voucher'],
    exchangeRates: [{ currency: USD, foreign: 100, own: 86, step: 500 }],
  })
  expect([...(kinds ?? [])].sort()).toEqual(['cash', 'exchange', 'foreign-cash', 'voucher'])
  expect(rates?.get(USD)).toEqual({ foreign: 100, own: 86, step: 500 })
})

test('E8 a store that chose nothing takes cash, cards and what a customer may owe', () => {
  expect([...(tenderRulesOf({}).kinds ?? [])].sort()).toEqual(['card', 'cash', 'exchange', 'on-account'])
})
