import { expect, test } from 'vitest'
import { gtinCheckDigit, isGtin } from './gtin.ts'
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

test.each([
  ['123450', '12000', '00345'],
  ['123451', '12100', '00345'],
  ['123452', '12200', '00345'],
  ['123453', '12300', '00045'],
  ['123454', '12340', '00005'],
  ['123455', '12345', '00005'],
  ['123459', '12345', '00009'],
])('B3 the last of %s says which zeros were left out: %s %s', (six, company, item) => {
  for (const numberSystem of ['0', '1']) {
    const body = `${numberSystem}${company}${item}`
    const check = gtinCheckDigit(body)
    expect(expandUpcE(`${numberSystem}${six}${check}`)).toBe(`${body}${check}`)
  }
})
