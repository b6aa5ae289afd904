import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../money/currency.ts'
import { gtinCheckDigit } from './gtin.ts'
import { type InStoreRule, isInStorePattern, quantityOfLabel, readInStoreCode } from './in-store-code.ts'
import { priceVerifier } from './price-verifier.ts'

const GBP = parseCurrency('GBP') ?? expect.unreachable()
const JPY = parseCurrency('JPY') ?? expect.unreachable()
const WEIGHT: InStoreRule = { pattern: '21IIIIINNDDDC', kind: 'weight' }
const PRICE: InStoreRule = { pattern: '23IIIIINNNDDC', kind: 'price' }
const US_PRICE: InStoreRule = { pattern: '02IIIIIXNNDDC', kind: 'price' }
const US_VERIFIED: InStoreRule = { pattern: '02IIIIIVNNDDC', kind: 'price' }
const RULES = [WEIGHT, PRICE, US_PRICE]

describe('B6 labels of the shop’s own', () => {
  test.each([
    ['2112345015002', { kind: 'weight', item: '12345', quantity: 1500 }],
    ['2123456012507', { kind: 'weight', item: '23456', quantity: 1250 }],
    ['2312345003997', { kind: 'price', item: '12345', amount: 399 }],
    ['0212345604991', { kind: 'price', item: '12345', amount: 499 }],
    ['212345604991', { kind: 'price', item: '12345', amount: 499 }],
  ])('%s', (code, label) => {
    expect(readInStoreCode(code, RULES, GBP)).toEqual(label)
  })

  test.each([
    ['a wrong check digit', '2112345015003'],
    ['a prefix without a rule', '2412345015003'],
    ['a plain EAN-13', '4006381333931'],
    ['an EAN-8', '96385074'],
    ['a weight of nothing', `211234500000${gtinCheckDigit('211234500000')}`],
    ['letters', '21123450150O2'],
  ])('%s is none', (_, code) => {
    expect(readInStoreCode(code, RULES, GBP)).toBeUndefined()
  })

  test('none are read without a table', () => {
    expect(readInStoreCode('2112345015002', [], GBP)).toBeUndefined()
    expect(readInStoreCode('2112345015002', [{ ...WEIGHT, pattern: '21IIIII' }], GBP)).toBeUndefined()
  })

  test('the verifier of a price of four digits', () => {
    expect(priceVerifier('2875')).toBe(9)
    expect(priceVerifier('875')).toBeUndefined()
    const body = `0212345${priceVerifier('0499')}0499`
    const code = `${body}${gtinCheckDigit(body)}`
    expect(readInStoreCode(code, [US_VERIFIED], GBP)).toEqual({ kind: 'price', item: '12345', amount: 499 })
    expect(readInStoreCode('0212345604991', [US_VERIFIED], GBP)).toBeUndefined()
  })

  test('decimals that the currency does not have are refused unless they are zeros', () => {
    expect(readInStoreCode('2312345003997', RULES, JPY)).toBeUndefined()
    const body = '231234500400'
    expect(readInStoreCode(`${body}${gtinCheckDigit(body)}`, RULES, JPY)).toMatchObject({ amount: 4 })
  })

  test.each([
    ['21IIIIINNDDDC', true],
    ['02IIIIIVNNDDC', true],
    ['2IIIIIINNNNNC', true],
    ['21IIIIINNDDD', false],
    ['21IIIIINNDDDX', false],
    ['21IIIIIDDNNDC', false],
    ['02IIIIVNNNDDC', false],
    ['IIIIIIINNDDDC', false],
  ])('pattern %s: %s', (pattern, isPattern) => {
    expect(isInStorePattern(pattern)).toBe(isPattern)
  })

  test('every weight and price that a label can say is read back', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999 }),
        fc.integer({ min: 1, max: 99_999 }),
        fc.boolean(),
        (item, value, isWeight) => {
          const digits = (number: number) => String(number).padStart(5, '0')
          const body = `${isWeight ? '21' : '23'}${digits(item)}${digits(value)}`
          expect(readInStoreCode(`${body}${gtinCheckDigit(body)}`, RULES, GBP)).toEqual(
            isWeight
              ? { kind: 'weight', item: digits(item), quantity: value }
              : { kind: 'price', item: digits(item), amount: value },
          )
        },
      ),
    )
  })
})

describe('B7 what a price label stands for', () => {
  test.each([
    [399, 1000, 399],
    [399, 1330, 300],
    [1, 99_999, 1],
    [0, 500, 1],
  ])('%i at %i: %i', (amount, unitPrice, quantity) => {
    expect(quantityOfLabel(amount, unitPrice)).toBe(quantity)
  })

  test('nothing where the price is not known', () => {
    expect(quantityOfLabel(399, 0)).toBeUndefined()
    expect(quantityOfLabel(99_999_999_999, 1)).toBeUndefined()
  })
})
