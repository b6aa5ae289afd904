import { describe, expect, test } from 'vitest'
import { toId } from '../ids.ts'
import { GBP, sampleBottle, sampleLine, sampleSale } from '../testing/sample-sale.ts'
import {
  addLine,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  type NewSaleLine,
  openSale,
  removeLine,
} from './edit-lines.ts'
import { MAX_AMOUNT, MAX_QUANTITY } from './limits.ts'

test('L2 a new sale is open and empty', () => {
  expect(openSale('s', GBP)).toEqual({ state: 'open', id: 's', currency: 'GBP', lines: [], ageChecked: 0 })
})

describe('L7 ringing up', () => {
  test('a new line keeps what it was rung up with and gets an id', () => {
    const result = addLine(openSale('s', GBP), sampleLine())
    expect(result).toMatchObject({ ok: true, line: '1', sale: { lines: [{ ...sampleLine(), id: '1' }] } })
  })

  test('the same product on the same terms joins its line and tells which', () => {
    const result = addLine(sampleSale(sampleLine(), sampleBottle()), sampleLine({ quantity: 2000 }))
    expect(result).toMatchObject({ ok: true, line: '1' })
    expect(result.ok && result.sale.lines.map(line => line.quantity)).toEqual([3000, 1000])
  })

  test('the same product stands alone when asked to', () => {
    const result = addLine(sampleSale(sampleLine()), sampleLine(), 'separate')
    expect(result).toMatchObject({ ok: true, line: '2' })
    expect(result.ok && result.sale.lines).toHaveLength(2)
  })

  test('with several lines of a product the last grows', () => {
    const first = addLine(sampleSale(sampleLine()), sampleLine(), 'separate')
    expect(first.ok && addLine(first.sale, sampleLine())).toMatchObject({ line: '2' })
  })

  test.each<[string, Partial<NewSaleLine>]>([
    ['price', { unitPrice: 1100 }],
    ['list price', { listPrice: 1100 }],
    ['product', { product: toId('cup') }],
    ['name', { name: 'Mug, blue' }],
    ['tax class', { taxClass: null }],
    ['age', { minimumAge: 16 }],
  ])('another %s makes another line', (_, change) => {
    expect(addLine(sampleSale(sampleLine()), sampleLine(change))).toMatchObject({ ok: true, line: '2' })
  })

  test('items that are not on file are never joined', () => {
    const unlisted = sampleLine({ product: null })
    expect(sampleSale(unlisted, unlisted).lines).toHaveLength(2)
  })

  test('a changed price keeps its line apart from the list price', () => {
    const changed = changeUnitPrice(sampleSale(sampleLine()), '1', 900)
    expect(changed.ok && addLine(changed.sale, sampleLine())).toMatchObject({ ok: true, line: '2' })
  })

  test('ids are not taken twice while their line stands', () => {
    const removed = removeLine(sampleSale(sampleLine(), sampleBottle()), '1')
    expect(removed.ok && addLine(removed.sale, sampleLine())).toMatchObject({ ok: true, line: '3' })
  })

  test('the sale given is left as it was', () => {
    const sale = sampleSale(sampleLine())
    const before = structuredClone(sale)
    addLine(sale, sampleLine())
    changeQuantity(sale, '1', 5000)
    removeLine(sale, '1')
    expect(sale).toEqual(before)
  })
})

describe('L8 changing lines', () => {
  test('a quantity is set', () => {
    expect(changeQuantity(sampleSale(sampleLine()), '1', 2500)).toMatchObject({
      ok: true,
      line: '1',
      sale: { lines: [{ quantity: 2500 }] },
    })
  })

  test('a price is set and the list price stays', () => {
    expect(changeUnitPrice(sampleSale(sampleLine()), '1', 0)).toMatchObject({
      sale: { lines: [{ unitPrice: 0, listPrice: 1200 }] },
    })
  })

  test('a line is taken out', () => {
    expect(removeLine(sampleSale(sampleLine(), sampleBottle()), '1')).toMatchObject({
      ok: true,
      line: '1',
      sale: { lines: [{ id: '2' }] },
    })
  })

  test('a line that is not there is refused', () => {
    const refusal = { ok: false, refusal: { code: 'no-such-line' } }
    const sale = sampleSale(sampleLine())
    expect(changeQuantity(sale, '9', 1000)).toEqual(refusal)
    expect(changeUnitPrice(sale, '9', 1000)).toEqual(refusal)
    expect(removeLine(sale, '9')).toEqual(refusal)
  })
})

describe('L3 limits', () => {
  const sale = sampleSale(sampleLine())

  test.each([0, -1000, 0.5, Number.NaN, MAX_QUANTITY + 1])('%s thousandths is no quantity', quantity => {
    const refusal = { ok: false, refusal: { code: 'bad-quantity' } }
    expect(changeQuantity(sale, '1', quantity)).toEqual(refusal)
    expect(addLine(sale, sampleBottle({ quantity }))).toEqual(refusal)
  })

  test.each([-1, 0.5, Number.NaN, MAX_AMOUNT + 1])('%s is no price', unitPrice => {
    const refusal = { ok: false, refusal: { code: 'amount-out-of-range' } }
    expect(changeUnitPrice(sale, '1', unitPrice)).toEqual(refusal)
    expect(addLine(sale, sampleBottle({ unitPrice }))).toEqual(refusal)
  })

  test('a line or a sale beyond the largest amount is refused, the largest is not', () => {
    const largest = sampleLine({ unitPrice: MAX_AMOUNT })
    expect(addLine(openSale('s', GBP), largest).ok).toBe(true)
    const refusal = { ok: false, refusal: { code: 'amount-out-of-range' } }
    expect(addLine(sampleSale(largest), sampleBottle({ unitPrice: 1 }))).toEqual(refusal)
    expect(addLine(sampleSale(largest), largest)).toEqual(refusal)
    expect(addLine(openSale('s', GBP), { ...largest, quantity: MAX_QUANTITY })).toEqual(refusal)
  })
})

test('L9 a confirmed age stands, a lower one takes nothing back', () => {
  const sale = confirmAge(sampleSale(sampleBottle()), 21)
  expect(sale.ageChecked).toBe(21)
  expect(confirmAge(sale, 18).ageChecked).toBe(21)
})
