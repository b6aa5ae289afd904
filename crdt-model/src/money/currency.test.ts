import { expect, test } from 'vitest'
import { CURRENCY_CODES, minorUnits, parseCurrency } from './currency.ts'

test.each([
  ['JPY', 0],
  ['CLP', 0],
  ['ISK', 0],
  ['XOF', 0],
  ['GBP', 2],
  ['USD', 2],
  ['EUR', 2],
  ['MXN', 2],
  ['HUF', 2],
  ['KWD', 3],
  ['TND', 3],
])('M3 %s has %i decimals', (code, places) => {
  const currency = parseCurrency(code) ?? expect.unreachable()
  expect(minorUnits(currency)).toBe(places)
})

test('M3 a code is read in any case and with blanks around it', () => {
  expect(parseCurrency(' gbp ')).toBe('GBP')
})

test.each(['', 'GB', 'GBPP', 'XXX', 'ABC', '£', 'toString'])('M3 %j is no currency', text => {
  expect(parseCurrency(text)).toBeUndefined()
})

test('M3 the codes are three letters each, no two the same, and known to the platform', () => {
  expect(CURRENCY_CODES.length).toBeGreaterThan(150)
  expect(new Set(CURRENCY_CODES).size).toBe(CURRENCY_CODES.length)
  const known = new Set(Intl.supportedValuesOf('currency'))
  // The platform's table is older than the replacement of the Netherlands Antillean guilder (XCG).
  expect(CURRENCY_CODES.filter(code => !known.has(code) && code !== 'XCG')).toEqual([])
  expect(CURRENCY_CODES.every(code => /^[A-Z]{3}$/.test(code))).toBe(true)
})
