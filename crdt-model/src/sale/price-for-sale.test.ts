import { expect, test } from 'vitest'
import {
  type BusinessDay,
  type CustomerGroupId,
  type CustomerId,
  type PriceListId,
  type ProductId,
  type StoreId,
  toId,
} from '../ids.ts'
import type { PriceList } from '../pricing/price-list.ts'
import { priceForSale } from './price-for-sale.ts'

const SOAP = { id: toId<ProductId>('soap'), price: 250 }
const TRADE = toId<CustomerGroupId>('trade')
const NOBODY = {}
const TRADER = { customer: { id: toId<CustomerId>('ann'), group: TRADE } }
const HERE = {
  store: toId<StoreId>('camden'),
  moment: { day: toId<BusinessDay>('2026-11-20'), minute: 600 },
}

const list = (id: string, price: number, limits: Partial<PriceList> = {}): PriceList => ({
  id: toId<PriceListId>(id),
  name: id,
  priority: 0,
  prices: new Map([[SOAP.id, price]]),
  ...limits,
})

test('G10 a product costs what a list says that holds for store, time and buyer, or what the catalog says', () => {
  const priceLists = [
    list('camden', 240, { stores: new Set([HERE.store]) }),
    list('trade', 200, { customerGroups: new Set([TRADE]) }),
    list('soho', 100, { stores: new Set([toId<StoreId>('soho')]) }),
    list('past', 100, { until: toId<BusinessDay>('2026-11-19') }),
  ]
  expect(priceForSale(SOAP, NOBODY, { ...HERE, priceLists })).toBe(240)
  expect(priceForSale(SOAP, TRADER, { ...HERE, priceLists })).toBe(200)
  expect(priceForSale({ id: toId('towel'), price: null }, NOBODY, { ...HERE, priceLists })).toBeNull()
})

test('G10 without a list, a store or a clock the catalog says it', () => {
  const priceLists = [list('all', 1)]
  expect(priceForSale(SOAP, NOBODY, HERE)).toBe(250)
  expect(priceForSale(SOAP, NOBODY, { store: HERE.store, priceLists })).toBe(250)
  expect(priceForSale(SOAP, NOBODY, { moment: HERE.moment, priceLists })).toBe(250)
})
