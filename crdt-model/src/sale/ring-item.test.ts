import { describe, expect, test } from 'vitest'
import { type ProductId, toId } from '../ids.ts'
import { cheapestFree, samplePromotion } from '../testing/sample-promotion.ts'
import { CONTEXT, GBP } from '../testing/sample-sale.ts'
import { changeQuantity, openSale, removeLine, weighLine } from './edit-lines.ts'
import { priceSale } from './price-sale.ts'
import { missingOfItem, piecesToRing, ringItem, type SellableItem, weighed } from './ring-item.ts'
import type { LineResult, OpenSale } from './sale.ts'
import { convertWeight } from './unit.ts'

function item(changes: Partial<SellableItem> = {}): SellableItem {
  return {
    id: toId<ProductId>('thing'),
    name: 'Thing',
    department: null,
    taxClass: toId('standard'),
    price: 400,
    minimumAge: 0,
    unit: 'piece',
    serialRequired: false,
    notDiscountable: false,
    ...changes,
  }
}

const APPLES = item({ id: toId('apples'), name: 'Apples', unit: 'kg', price: 399 })
const PHONE = item({ id: toId('phone'), name: 'Phone', serialRequired: true })
const BEER = item({ id: toId('beer'), name: 'Beer', price: 150 })
const BOTTLE = item({ id: toId('bottle'), name: 'Bottle', price: 25, taxClass: null })

describe('I3 what is asked', () => {
  test.each([
    ['nothing of a piece with a price', item(), {}, null],
    ['the weight of what is weighed', APPLES, {}, 'quantity'],
    ['nothing more once it is weighed', APPLES, { quantity: 500 }, null],
    ['nothing when a label says the amount', APPLES, { labelAmount: 250 }, null],
    ['the price where there is none', item({ price: null }), {}, 'price'],
    ['the weight before the price', item({ price: null, unit: 'kg' }), {}, 'quantity'],
    ['no price when a label says the amount', item({ price: null }), { labelAmount: 250 }, null],
    ['a serial number', PHONE, {}, 'serial'],
    ['no serial number that was scanned', PHONE, { serial: 'S1' }, null],
    ['a serial number that is more than nothing', PHONE, { serial: '' }, 'serial'],
  ] as const)('%s', (_, asked, known, missing) => {
    expect(missingOfItem(asked, known)).toBe(missing)
  })
})

describe('I4 weighing', () => {
  test('net is gross less tare, and the line has both', () => {
    const net = weighed(1_250, 50)
    expect(net).toEqual({ quantity: 1_200, tare: 50 })
    const rung = sale(ringItem(openSale('s', GBP), APPLES, net ?? {}))
    expect(rung.lines).toMatchObject([{ quantity: 1_200, tare: 50, unit: 'kg', unitPrice: 399 }])
    expect(priceSale(rung, CONTEXT).total).toBe(479)
  })

  test.each([
    ['no more than its packing', 50, 50],
    ['less than its packing', 40, 50],
    ['nothing', 0, 0],
    ['a tare below nothing', 100, -1],
    ['a part of a thousandth', 100.5, 0],
  ])('%s is not weighed', (_, gross, tare) => {
    expect(weighed(gross, tare)).toBeUndefined()
  })

  test('weighing a line anew replaces quantity and tare', () => {
    const rung = sale(ringItem(openSale('s', GBP), APPLES, { quantity: 1_200, tare: 50 }))
    expect(sale(weighLine(rung, '1', 800, 0)).lines[0]).not.toHaveProperty('tare')
    expect(sale(weighLine(rung, '1', 800, 20)).lines).toMatchObject([{ quantity: 800, tare: 20 }])
  })

  test('two weighings are two lines, also of the same weight', () => {
    const first = sale(ringItem(openSale('s', GBP), APPLES, { quantity: 1_000 }))
    expect(sale(ringItem(first, APPLES, { quantity: 1_000 })).lines).toHaveLength(2)
  })

  test('G4 a whole number of kilograms is one piece to promotions, however many', () => {
    const rung = sale(ringItem(openSale('s', GBP), APPLES, { quantity: 3_000 }))
    const twoForOne = samplePromotion('2for1', cheapestFree({}, 2))
    expect(priceSale(rung, { ...CONTEXT, promotions: [twoForOne] }).total).toBe(1197)
  })
})

describe('I5 serial numbers', () => {
  test('pieces are rung up one by one, each asked for its own', () => {
    expect(piecesToRing(PHONE, { quantity: 3_000 })).toEqual(Array(3).fill({ quantity: 1_000 }))
    expect(piecesToRing(PHONE, { quantity: 3_000, serial: 'S1' })).toHaveLength(1)
    expect(piecesToRing(item(), { quantity: 3_000 })).toHaveLength(1)
  })

  test('the same one is not rung up twice, and its line stays one piece', () => {
    const first = sale(ringItem(openSale('s', GBP), PHONE, { serial: 'S1' }))
    expect(ringItem(first, PHONE, { serial: 'S1' })).toMatchObject({ refusal: { code: 'serial-twice' } })
    const both = sale(ringItem(first, PHONE, { serial: 'S2' }))
    expect(both.lines.map(line => line.serial)).toEqual(['S1', 'S2'])
    expect(changeQuantity(both, '1', 2_000)).toMatchObject({ refusal: { code: 'one-piece' } })
  })
})

describe('I6 deposits', () => {
  test('stand behind their goods, as many, and go with them', () => {
    const one = sale(ringItem(openSale('s', GBP), BEER, { quantity: 2_000 }, BOTTLE))
    const more = sale(ringItem(one, BEER, {}, BOTTLE))
    expect(more.lines.map(({ name, quantity, depositOf }) => [name, quantity, depositOf])).toEqual([
      ['Beer', 3_000, undefined],
      ['Bottle', 3_000, '1'],
    ])
    expect(priceSale(more, CONTEXT).total).toBe(525)
    expect(sale(removeLine(more, '1')).lines).toEqual([])
  })

  test('there is none on what is weighed or labelled, nor without a price', () => {
    const measured = { ...BEER, unit: 'l' as const }
    expect(sale(ringItem(openSale('s', GBP), measured, { quantity: 500 }, BOTTLE)).lines).toHaveLength(1)
    expect(sale(ringItem(openSale('s', GBP), BEER, { labelAmount: 99 }, BOTTLE)).lines).toHaveLength(1)
    expect(sale(ringItem(openSale('s', GBP), BEER, {}, { ...BOTTLE, price: null })).lines).toHaveLength(1)
  })
})

test('I2 weights are converted by the definitions, half up', () => {
  expect(convertWeight(1_000, 'lb', 'kg')).toBe(454)
  expect(convertWeight(1_000, 'kg', 'lb')).toBe(2_205)
  expect(convertWeight(1_000, 'lb', 'oz')).toBe(16_000)
  expect(convertWeight(16_000, 'oz', 'lb')).toBe(1_000)
  expect(convertWeight(195, 'kg', 'g')).toBe(195_000)
  expect(convertWeight(999_999_999, 'kg', 'kg')).toBe(999_999_999)
})

function sale(result: LineResult): OpenSale {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return result.sale
}
