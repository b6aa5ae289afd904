import { type CurrencyCode, type CustomerSales, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { joinPurchases, type Purchase } from './purchases.ts'

const GBP = 'GBP' as CurrencyCode
const here: Purchase[] = [
  { receipt: 'G1-000004', at: 400, total: 250, currency: GBP, items: ['Lamp'] },
  { receipt: 'G1-000001', at: 100, total: 100, currency: GBP, items: ['Soap of that day'] },
]
const sale = (receipt: string, at: number, product: string | null, name: string | null = null) => ({
  kind: 'sale' as const,
  receipt,
  at,
  currency: 'GBP',
  total: 300,
  items: [{ product: product === null ? null : toId<never>(product), name, quantity: 1000, amount: 300 }],
})

it('joins what this till and the others sold, each once, the newest first', () => {
  const elsewhere: CustomerSales['sales'] = [
    sale('G2-000009', 300, 'cup'),
    sale('G1-000001', 100, 'soap'),
    sale('G2-000002', 200, null, 'Gift wrap'),
    { ...sale('G2-000003', 250, 'gone'), currency: 'nonsense' },
  ]
  const joined = joinPurchases(here, elsewhere, new Map([['cup', 'Tea cup']]))
  expect(joined.map(({ receipt, items }) => [receipt, items])).toEqual([
    ['G1-000004', ['Lamp']],
    ['G2-000009', ['Tea cup']],
    ['G2-000002', ['Gift wrap']],
    ['G1-000001', ['Soap of that day']],
  ])
})
