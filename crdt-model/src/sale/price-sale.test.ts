import { expect, test } from 'vitest'
import { type TaxClassId, toId } from '../ids.ts'
import { CONTEXT, sampleBottle, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { priceSale } from './price-sale.ts'

test('L6 included and added taxes in one sale', () => {
  const sale = sampleSale(
    sampleLine(),
    sampleBottle({ quantity: 3000 }),
    sampleLine({ taxClass: null, name: 'Card', unitPrice: 250 }),
  )
  expect(priceSale(sale, CONTEXT)).toEqual({
    lines: [
      { id: '1', amount: 1200, taxes: [0] },
      { id: '2', amount: 3000, taxes: [1, 2] },
      { id: '3', amount: 250, taxes: [] },
    ],
    subtotal: 4450,
    taxes: [
      { name: 'VAT', rateMillionths: 200_000, included: true, net: 1000, tax: 200 },
      { name: 'State', rateMillionths: 60_000, included: false, net: 3000, tax: 180 },
      { name: 'Local', rateMillionths: 10_000, included: false, net: 3000, tax: 30 },
    ],
    taxAdded: 210,
    taxIncluded: 200,
    total: 4660,
  })
})

test('L6 54.41 and 5 % are 57.13', () => {
  const taxClass = {
    id: toId<TaxClassId>('five'),
    name: 'Five',
    rates: [{ name: 'Tax', rateMillionths: 50_000, included: false }],
  }
  const context = { ...CONTEXT, taxClasses: new Map([[taxClass.id, taxClass]]) }
  const sale = sampleSale(sampleLine({ unitPrice: 5441, taxClass: taxClass.id }))
  expect(priceSale(sale, context)).toMatchObject({ subtotal: 5441, taxAdded: 272, total: 5713 })
})

test('L6 an empty sale costs nothing', () => {
  expect(priceSale({ lines: [] }, CONTEXT)).toEqual({
    lines: [],
    subtotal: 0,
    taxes: [],
    taxAdded: 0,
    taxIncluded: 0,
    total: 0,
  })
})

test('L6 a line whose tax class is not on file is not taxed', () => {
  const sale = sampleSale(sampleLine({ taxClass: toId('gone') }))
  expect(priceSale(sale, CONTEXT)).toMatchObject({ taxes: [], total: 1200 })
})

test('L6 halves of tax go up unless the context says otherwise', () => {
  const sale = sampleSale(sampleBottle({ unitPrice: 50 }))
  expect(priceSale(sale, CONTEXT).taxes.map(({ tax }) => tax)).toEqual([3, 1])
  expect(priceSale(sale, { ...CONTEXT, halves: 'half-even' }).taxes.map(({ tax }) => tax)).toEqual([3, 0])
})
