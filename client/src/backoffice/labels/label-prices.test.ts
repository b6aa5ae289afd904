import { type PriceList, type PriceListId, type ProductId, type StoreId, toId } from '@evertill/crdt-model'
import { createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import { createLabelPrices } from './label-prices.ts'

const CUP = { id: toId<ProductId>('cup'), price: 500 }
const STORE = { id: toId<StoreId>('corner'), timeZone: 'Europe/Madrid' }
/** From nine in Madrid. */
const HAPPY: PriceList = {
  ...{ id: toId<PriceListId>('happy'), name: 'Happy', priority: 0, prices: new Map([[CUP.id, 400]]) },
  hours: [{ from: 9 * 60, until: 10 * 60 }],
}

it('B15 a page that is left open says what a product costs by now', () => {
  const [at, setAt] = createSignal(Date.UTC(2026, 10, 21, 7, 59, 50))
  const [store, setStore] = createSignal<typeof STORE | undefined>(STORE)
  const { priceOf, dispose } = createRoot(end => ({
    priceOf: createLabelPrices(store, () => [HAPPY], at),
    dispose: end,
  }))
  expect(priceOf(CUP)).toBe(500)
  setAt(Date.UTC(2026, 10, 21, 8, 0, 5))
  expect(priceOf(CUP)).toBe(400)
  setAt(Date.UTC(2026, 10, 21, 9, 0))
  expect(priceOf(CUP)).toBe(500)
  setAt(Date.UTC(2026, 10, 21, 8, 30))
  setStore(undefined)
  expect(priceOf(CUP)).toBe(500)
  dispose()
})
