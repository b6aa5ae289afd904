import { expect, test } from 'vitest'
import { isGtin } from './gtin.ts'
import { expandUpcE } from './upc-e.ts'

test.each([
  ['01234505', '012000003455'],
  ['04252614', '042100005264'],
  ['02345673', '023456000073'],
  ['00123457', '001234000057'],
  ['04965802', '049000006582'],
])('B3 %s is %s', (short, long) => {
  expect(expandUpcE(short)).toBe(long)
  expect(isGtin(long)).toBe(true)
})

test.each([
  ['96385074', 'an EAN-8: number system 9'],
  ['01234506', 'a wrong check digit'],
  ['0123450', 'seven digits'],
  ['012345050', 'nine digits'],
])('B3 %s is none: %s', text => {
  expect(expandUpcE(text)).toBeUndefined()
})
