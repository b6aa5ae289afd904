import { type TaxClassId, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { readDemoGoods } from './demo-goods.ts'
import { planDemoShop } from './plan-demo-shop.ts'

const plan = await planDemoShop(toId('demo'), 0)

it.each(['gifts', 'liquor'] as const)(
  'reads the list of %s: whole, with departments and taxes that exist',
  async goods => {
    const store = plan.stores.find(candidate => candidate.goods === goods)
    if (!store) throw new Error(`the plan has a store for ${goods}`)
    const { products, departments, openingStock } = await readDemoGoods(store, goods)
    expect(products.length).toBeGreaterThan(3000)
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length)
    const departmentIds = new Set(departments.map(({ id }) => id))
    const taxClasses = new Set<TaxClassId | null | undefined>(store.taxClasses.map(({ id }) => id))
    const ids = new Set(products.map(({ id }) => id))
    for (const { fields } of products) {
      expect(fields.department && departmentIds.has(fields.department)).toBe(true)
      expect(taxClasses.has(fields.taxClass)).toBe(true)
      expect(fields.minimumAge).toBe(goods === 'liquor' ? 21 : 0)
    }
    for (const { product, quantity } of openingStock) {
      expect(ids.has(product)).toBe(true)
      expect(quantity % 1000).toBe(0)
    }
    expect(products.some(({ fields }) => fields.quickKey)).toBe(true)
  },
)

it('gives the same ids at every reading, so that a set-up that was cut off can go on', async () => {
  const [store] = plan.stores
  if (!store) throw new Error('the plan has stores')
  const [a, b] = await Promise.all([readDemoGoods(store, 'gifts'), readDemoGoods(store, 'gifts')])
  expect(a).toEqual(b)
})
