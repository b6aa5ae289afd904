import { type CurrencyCode, parseCurrency } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { readPrice } from './read-price.ts'

const currency = (code: string): CurrencyCode => {
  const parsed = parseCurrency(code)
  if (parsed === undefined) throw new Error(code)
  return parsed
}

const minor = (text: string, code = 'GBP') => {
  const reading = readPrice(text, currency(code))
  return reading.kind === 'price' ? reading.minor : reading.kind === 'problem' ? reading.code : reading.kind
}

describe('reading a price', () => {
  it.each([
    ['4.5', 450],
    ['4', 400],
    ['0', 0],
    ['.99', 99],
    [',5', 50],
    ['£4,250.00', 425_000],
    ['1.234,56 €', 123_456],
    ['1 234,56', 123_456],
    ['1,234', 123_400],
    ['1,234,567', 123_456_700],
    ['0.125', 'too-precise'],
    ['2.500', 250_000],
    ['12.340', 1_234_000],
    ['0.500', 50],
    ["CHF 1'200.50", 120_050],
    ['$3.99 USD', 399],
    ['57.13', 5_713],
  ])('%s is %s', (text, expected) => {
    expect(minor(text)).toBe(expected)
  })

  it('minds how many decimals the currency has', () => {
    expect(minor('1200', 'JPY')).toBe(1_200)
    expect(minor('¥1,200', 'JPY')).toBe(1_200)
    expect(minor('12.50', 'JPY')).toBe('too-precise')
    expect(minor('12.00', 'JPY')).toBe(12)
    expect(minor('1.234', 'KWD')).toBe(1_234)
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['free', 'not-a-price'],
    ['=1+1', 'not-a-price'],
    ['12..5', 'not-a-price'],
    ['1,23,4', 'not-a-price'],
    ['-3', 'negative'],
    ['(3.00)', 'negative'],
    ['99999999999', 'too-large'],
  ])('%s is refused as %s', (text, expected) => {
    expect(minor(text)).toBe(expected)
  })
})
