import { describe, expect, test } from 'vitest'
import { type BusinessDay, toId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import type { SellableItem } from '../sale/ring-item.ts'
import type { Unit } from '../sale/unit.ts'
import { usualLabelRules } from './label-rules.ts'
import { readScan } from './read-scan.ts'
import { scannedOfItem, scanWarning } from './scanned-item.ts'

const GBP = parseCurrency('GBP') ?? expect.unreachable()
const USD = parseCurrency('USD') ?? expect.unreachable()
const RUN = '0109506000134352310300019539222991\u001d10ABC\u001d17261231'

function scan(text: string, currency = GBP) {
  return readScan(text, { inStoreRules: usualLabelRules(currency), currency, year: 2026 })
}

function item(price: number | null, unit: Unit = 'piece'): SellableItem {
  return {
    id: toId('p'),
    name: 'P',
    department: null,
    taxClass: null,
    price,
    minimumAge: 0,
    unit,
    serialRequired: false,
    notDiscountable: false,
  }
}

/** What a code says of a product that is found under the last, least certain key. */
function said(text: string, of: SellableItem, currency = GBP) {
  const read = scan(text, currency)
  return scannedOfItem(read, read.keys.at(-1) ?? '', of)
}

describe('B11 a code of the shop’s own says', () => {
  test('the weight', () => {
    expect(said('2112345015002', item(200, 'kg'))).toEqual({ quantity: 1_500 })
  })

  test('the amount, and so the quantity', () => {
    expect(said('2312345003997', item(798, 'kg'))).toEqual({ labelAmount: 399, quantity: 500 })
  })

  test('the amount of one piece where there is no price to work a quantity out from', () => {
    expect(said('2312345003997', item(null))).toEqual({ labelAmount: 399, quantity: 1_000 })
  })

  test('the amount as in North America', () => {
    expect(said('0212345604991', item(998, 'lb'), USD)).toEqual({ labelAmount: 499, quantity: 500 })
  })

  test('nothing when it is on file as it is', () => {
    const read = scan('2112345015002')
    expect(scannedOfItem(read, read.keys[0] ?? '', item(200, 'kg'))).toEqual({})
  })
})

describe('B11 a GS1 code says', () => {
  test('weight and amount of what is sold by weight, in the unit of its price', () => {
    expect(said(RUN, item(1_000, 'kg'))).toEqual({ labelAmount: 2991, quantity: 195 })
    expect(said('(01)09506000134352(3103)000500', item(1_000, 'lb'))).toEqual({ quantity: 1_102 })
    expect(said('(01)09506000134352(3203)001000', item(1_000, 'kg'))).toEqual({ quantity: 454 })
  })

  test('no weight of what is sold by the piece, but a count', () => {
    expect(said('(01)09506000134352(3103)000500', item(1_000))).toEqual({})
    expect(said('(01)09506000134352(30)6', item(1_000))).toEqual({ quantity: 6_000 })
    expect(said('(01)09506000134352(30)0', item(1_000))).toEqual({})
  })

  test('the serial number', () => {
    expect(said('(01)09506000134352(21)12345', item(1_000))).toEqual({ serial: '12345' })
  })
})

describe('B12 warnings', () => {
  const day = (text: string) => toId<BusinessDay>(text)

  test('a code past its expiry is told, from the day after', () => {
    expect(scanWarning(scan(RUN), day('2026-12-31'))).toBeNull()
    expect(scanWarning(scan(RUN), day('2027-01-01'))).toEqual({ kind: 'expired', day: '2026-12-31' })
  })

  test('best before is told as that', () => {
    expect(scanWarning(scan('(01)09506000134352(15)260301'), day('2026-03-02'))).toEqual({
      kind: 'past-best',
      day: '2026-03-01',
    })
  })

  test('other codes have none', () => {
    expect(scanWarning(scan('4006381333931'), day('2026-03-02'))).toBeNull()
  })
})
