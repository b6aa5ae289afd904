import { readFile } from 'node:fs/promises'
import { type Fields, readBenefit, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import type { PlannedStore } from '../set-up-plan.ts'
import { readDemoGoods } from './demo-goods.ts'
import { demoOffers, GIFT_OFFER_CODES } from './demo-offers.ts'

const STORE = { name: 'Shop', taxClasses: [{ id: toId('standard') }] } as unknown as PlannedStore

it('makes whole promotions of goods that the demo stores sell', async () => {
  const [gifts, liquor] = await Promise.all(
    (['gifts', 'liquor'] as const).map(async kind => demoOffers(kind, await readDemoGoods(STORE, kind))),
  )
  const benefits = (offers: typeof gifts) =>
    offers?.promotions.map(({ fields }: { fields: Fields }) => readBenefit(fields.benefit ?? null)?.kind)
  expect(benefits(gifts)).toEqual(['cheapest', 'bundle', 'each', 'whole-sale'])
  expect(benefits(liquor)).toEqual(['breaks', 'whole-sale'])
  const prices = Object.keys(gifts?.priceLists[0]?.fields ?? {}).filter(field => field.startsWith('price/'))
  expect(prices).toHaveLength(2)
})

it('leaves out what none of the goods is for, and touches nothing of the trading day', async () => {
  const empty = demoOffers('gifts', { departments: [], products: [], openingStock: [] })
  expect(empty.promotions.map(({ id }) => id)).toEqual(['gifts-welcome'])
  const day = new URL('../../../../client/e2e/testdata/trading-day.csv', import.meta.url)
  const sold = new Set((await readFile(day, 'utf8')).split('\n').map(line => line.split(',')[1]))
  const { moulds, tins, mugs, clearance } = GIFT_OFFER_CODES
  const codes = [...moulds, ...tins, ...mugs, ...Object.keys(clearance)]
  expect(codes.filter(code => sold.has(code))).toEqual([])
})
