import { describe, expect, test } from 'vitest'
import { type CustomerGroupId, type CustomerId, type PriceListId, toId } from '../ids.ts'
import { type PriceList, type PricePlace, priceOf } from '../pricing/price-list.ts'
import { samplePromotion } from '../testing/sample-promotion.ts'
import { accepted, CONTEXT, sampleBottle, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import { limitRefusal } from './discount-limits.ts'
import {
  addLine,
  addLineWithDeposit,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  removeLine,
} from './edit-lines.ts'
import {
  attachCustomer,
  describeLine,
  discountLine,
  discountSale,
  exemptLine,
  exemptSale,
  presentCoupon,
  withdrawCoupon,
} from './edit-terms.ts'
import { priceSale } from './price-sale.ts'
import { repriceLines } from './reprice-lines.ts'
import type { LineResult, ManualDiscount, OpenSale } from './sale.ts'
import { startPayment } from './take-payment.ts'

const TEN: ManualDiscount = { kind: 'percent', millionths: 100_000 }
const EMBASSY = { reason: 'Embassy', certificate: 'E-77' }

function done(result: LineResult): OpenSale {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.sale
}

describe('D1 discounts that people give', () => {
  test('on a line and on the whole sale, and taken back', () => {
    const sale = sampleSale(
      sampleLine(),
      sampleLine({ product: toId('cup'), unitPrice: 800, listPrice: 800 }),
    )
    const onLine = done(discountLine(sale, '1', TEN))
    expect(priceSale(onLine, CONTEXT).lines.map(({ amount }) => amount)).toEqual([1080, 800])
    const both = accepted(discountSale(onLine, { kind: 'amount', amount: 188 }))
    expect(priceSale(both, CONTEXT)).toMatchObject({
      subtotal: 1692,
      discounts: [
        { source: { kind: 'line' }, amount: 120 },
        { source: { kind: 'sale' }, amount: 188 },
      ],
    })
    expect(accepted(discountSale(done(discountLine(both, '1', null)), null))).toEqual(sale)
  })

  test.each<ManualDiscount>([
    { kind: 'percent', millionths: 0 },
    { kind: 'percent', millionths: 1_000_001 },
    { kind: 'percent', millionths: 0.5 },
    { kind: 'amount', amount: 0 },
    { kind: 'amount', amount: -1 },
  ])('$kind $millionths$amount is none', discount => {
    const sale = sampleSale(sampleLine())
    expect(discountLine(sale, '1', discount)).toEqual({ ok: false, refusal: { code: 'bad-discount' } })
    expect(discountSale(sale, discount)).toEqual({ ok: false, refusal: { code: 'bad-discount' } })
    expect(startPayment({ ...sale, discount }, CONTEXT)).toMatchObject({ refusal: { code: 'bad-discount' } })
  })

  test('L7 a line of which something was said is joined by no other', () => {
    const sale = done(discountLine(sampleSale(sampleLine()), '1', TEN))
    expect(done(addLine(sale, sampleLine())).lines).toHaveLength(2)
  })

  test('D2 a price that a person set has no promotion on products, and one on the whole sale falls on it too', () => {
    const half = samplePromotion('half', {
      kind: 'each',
      on: {},
      off: { kind: 'percent', millionths: 500_000 },
    })
    const ten = samplePromotion('ten', { kind: 'whole-sale', off: TEN })
    const sale = done(changeUnitPrice(sampleSale(sampleLine()), '1', 1000))
    expect(priceSale(sale, { ...CONTEXT, promotions: [half] }).total).toBe(1000)
    expect(priceSale(sale, { ...CONTEXT, promotions: [half, ten] }).total).toBe(900)
  })
})

describe('D5 limits of a role', () => {
  const limits = { lineMillionths: 100_000, saleMillionths: 50_000, priceMillionths: 200_000 }
  const refusal = (sale: OpenSale) => limitRefusal(sale, priceSale(sale, CONTEXT), limits)

  test('on a line', () => {
    const sale = sampleSale(sampleLine())
    expect(refusal(done(discountLine(sale, '1', TEN)))).toBeUndefined()
    expect(refusal(done(discountLine(sale, '1', { kind: 'amount', amount: 121 })))).toEqual({
      code: 'discount-above-limit',
      most: 120,
    })
  })

  test('on the whole sale, whatever came off before', () => {
    const sale = done(discountLine(sampleSale(sampleLine()), '1', TEN))
    expect(refusal(accepted(discountSale(sale, { kind: 'amount', amount: 54 })))).toBeUndefined()
    expect(refusal(accepted(discountSale(sale, { kind: 'amount', amount: 55 })))).toEqual({
      code: 'discount-above-limit',
      most: 54,
    })
  })

  test('on a price', () => {
    const sale = sampleSale(sampleLine())
    expect(refusal(done(changeUnitPrice(sale, '1', 960)))).toBeUndefined()
    expect(refusal(done(changeUnitPrice(sale, '1', 959)))).toMatchObject({ most: 240 })
    expect(refusal(done(changeUnitPrice(sale, '1', 5000)))).toBeUndefined()
  })
})

describe('T9 exemptions', () => {
  test('included taxes are taken out of the price, added ones are not added', () => {
    const sale = confirmAge(sampleSale(sampleLine(), sampleBottle()), 18)
    const totals = priceSale(accepted(exemptSale(sale, EMBASSY)), CONTEXT)
    expect(totals).toMatchObject({ subtotal: 2000, total: 2000, taxes: [], taxAdded: 0, taxIncluded: 0 })
    expect(totals.lines[0]).toMatchObject({ amount: 1000, exempted: 200 })
  })

  test('a line alone, from one tax alone', () => {
    const sale = sampleSale(sampleBottle(), sampleBottle({ product: toId('rum') }))
    const exempt = done(exemptLine(sale, '1', { ...EMBASSY, taxes: ['State'] }))
    const totals = priceSale(exempt, CONTEXT)
    expect(totals.taxes.map(({ name, net, tax }) => [name, net, tax])).toEqual([
      ['Local', 2000, 20],
      ['State', 1000, 60],
    ])
    expect(done(exemptLine(exempt, '1', null))).toEqual(sale)
  })

  test('without a reason is refused', () => {
    const sale = sampleSale(sampleLine())
    expect(exemptSale(sale, { reason: ' ', certificate: 'X' })).toMatchObject({
      refusal: { code: 'bad-exemption' },
    })
    expect(exemptLine(sale, '1', { ...EMBASSY, taxes: [] })).toMatchObject({
      refusal: { code: 'bad-exemption' },
    })
  })
})

describe('L17 deposits', () => {
  const deposit = sampleLine({
    product: toId('deposit'),
    name: 'Deposit',
    unitPrice: 25,
    listPrice: 25,
    taxClass: null,
  })
  const rung = done(addLineWithDeposit(sampleSale(), sampleLine({ quantity: 2000 }), deposit))

  test('have a line of their own and go with what they are on', () => {
    expect(rung.lines.map(({ id, quantity, depositOf }) => [id, quantity, depositOf])).toEqual([
      ['1', 2000, undefined],
      ['2', 2000, '1'],
    ])
    expect(done(changeQuantity(rung, '1', 6000)).lines[1]?.quantity).toBe(6000)
    expect(done(changeQuantity(rung, '2', 9000)).lines[1]?.quantity).toBe(2000)
    expect(done(removeLine(rung, '1')).lines).toEqual([])
  })

  test('grow with a second of the same', () => {
    const again = done(addLineWithDeposit(rung, sampleLine(), deposit))
    expect(again.lines.map(({ quantity }) => quantity)).toEqual([3000, 3000])
  })

  test('D2 have no discount', () => {
    const half = accepted(discountSale(rung, { kind: 'percent', millionths: 500_000 }))
    expect(priceSale(half, CONTEXT).lines.map(({ amount }) => amount)).toEqual([1200, 50])
  })
})

describe('G3 coupons of a sale', () => {
  test('are presented once each, in whatever case, and withdrawn', () => {
    const sale = sampleSale(sampleLine())
    const two = presentCoupon(presentCoupon(presentCoupon(sale, 'spring'), ' SPRING '), 'x')
    expect(two.coupons).toEqual(['SPRING', 'X'])
    expect(withdrawCoupon(withdrawCoupon(two, 'Spring'), 'x')).toEqual(sale)
    expect(presentCoupon(sale, ' ')).toBe(sale)
  })

  test('those that made it cheaper are told', () => {
    const promotion = samplePromotion(
      'p',
      { kind: 'whole-sale', off: TEN },
      { conditions: { coupon: 'spring' } },
    )
    const sale = presentCoupon(presentCoupon(sampleSale(sampleLine()), 'spring'), 'other')
    expect(priceSale(sale, { ...CONTEXT, promotions: [promotion] })).toMatchObject({
      total: 1080,
      couponsUsed: ['SPRING'],
    })
  })
})

describe('G10 price lists', () => {
  const list = (id: string, price: number, changes: Partial<PriceList> = {}): PriceList => ({
    id: toId<PriceListId>(id),
    name: id,
    priority: 0,
    prices: new Map([[toId('mug'), price]]),
    ...changes,
  })
  const place: PricePlace = {
    store: toId('north'),
    customerGroup: null,
    moment: { day: toId('2026-11-20'), minute: 0 },
  }
  const of = (lists: readonly PriceList[], where = place) => priceOf(toId('mug'), 1200, lists, where)

  test('the catalog’s price without a list', () => {
    expect(of([])).toEqual({ price: 1200, list: null })
    expect(of([list('a', 1000, { stores: new Set([toId('south')]) })])).toEqual({ price: 1200, list: null })
    expect(of([list('a', 1000, { from: toId('2026-12-01') })])).toEqual({ price: 1200, list: null })
  })

  test('the highest priority, then the lowest price', () => {
    expect(of([list('a', 1000), list('b', 900)])).toEqual({ price: 900, list: 'b' })
    expect(of([list('a', 1000, { priority: 1 }), list('b', 900)])).toEqual({ price: 1000, list: 'a' })
    expect(of([list('b', 900), list('a', 900)])).toEqual({ price: 900, list: 'a' })
  })

  test('of a customer group', () => {
    const trade = toId<CustomerGroupId>('trade')
    const lists = [list('a', 800, { customerGroups: new Set([trade]) })]
    expect(of(lists)).toEqual({ price: 1200, list: null })
    expect(of(lists, { ...place, customerGroup: trade })).toEqual({ price: 800, list: 'a' })
  })

  test('reach the lines when a customer is attached, but no price that a person set', () => {
    const sale = done(
      changeUnitPrice(sampleSale(sampleLine(), sampleLine({ product: toId('cup') })), '2', 1100),
    )
    const trade = attachCustomer(sale, { id: toId<CustomerId>('c'), group: toId<CustomerGroupId>('trade') })
    const repriced = accepted(repriceLines(trade, () => 700))
    expect(repriced.lines.map(({ unitPrice, listPrice }) => [unitPrice, listPrice])).toEqual([
      [700, 700],
      [1100, 1200],
    ])
    expect(attachCustomer(trade, null)).toEqual(sale)
  })
})

test('L8 a line says its serial number and a note', () => {
  const sale = sampleSale(sampleLine())
  const told = done(describeLine(sale, '1', { serial: 'S-1', note: 'Gift' }))
  expect(told.lines[0]).toMatchObject({ serial: 'S-1', note: 'Gift' })
  expect(done(describeLine(told, '1', { serial: null })).lines[0]).toEqual({ ...sale.lines[0], note: 'Gift' })
})

describe('B7 label prices', () => {
  const label = sampleLine({ quantity: 399, unitPrice: 1000, listPrice: 1000, labelAmount: 400 })
  const sale = sampleSale(label)

  test('are billed as they are, alone, and not worked out again', () => {
    expect(priceSale(sale, CONTEXT).total).toBe(400)
    expect(done(addLine(sale, label)).lines).toHaveLength(2)
    expect(changeQuantity(sale, '1', 1000)).toEqual({ ok: false, refusal: { code: 'label-price' } })
    expect(changeUnitPrice(sale, '1', 1)).toEqual({ ok: false, refusal: { code: 'label-price' } })
    expect(done(removeLine(sale, '1')).lines).toEqual([])
  })

  test('take part in discounts', () => {
    const half = samplePromotion('half', {
      kind: 'each',
      on: {},
      off: { kind: 'percent', millionths: 500_000 },
    })
    expect(priceSale(sale, { ...CONTEXT, promotions: [half] }).total).toBe(200)
    expect(priceSale(done(discountLine(sale, '1', TEN)), CONTEXT).total).toBe(360)
  })

  test('L3 are amounts', () => {
    expect(addLine(sale, { ...label, labelAmount: -1 })).toMatchObject({
      refusal: { code: 'amount-out-of-range' },
    })
  })
})

test('G4 a promotion of an absurd price on an absurd quantity takes off what there is, and never throws', () => {
  const sale = sampleSale(sampleLine({ quantity: 999_999_500, unitPrice: 1, listPrice: 1 }))
  for (const off of [
    { kind: 'price', price: 99_999_999_999 },
    { kind: 'amount', amount: 99_999_999_999 },
  ] as const) {
    const promotion = samplePromotion('p', { kind: 'each', on: {}, off })
    const { total } = priceSale(sale, { ...CONTEXT, promotions: [promotion] })
    expect(total).toBe(off.kind === 'price' ? 1_000_000 : 0)
  }
})
