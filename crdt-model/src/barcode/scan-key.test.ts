import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gtinCheckDigit, isGtin, padGtin } from './gtin.ts'
import { scanKeys, storedKey } from './scan-key.ts'
import { expandUpcE } from './upc-e.ts'

describe('B4 keys of a scanned code', () => {
  test.each<[string, string[]]>([
    ['4006381333931', ['04006381333931']],
    ['012345678905', ['00012345678905']],
    ['0012345678905', ['00012345678905']],
    ['96385074', ['00000096385074']],
    ['10088004038226', ['10088004038226']],
    ['01234505', ['00012000003455']],
    [' 4006381333931\r\n', ['04006381333931']],
    ['4 006381 333931', ['04006381333931']],
    ['0-12345-67890-5', ['00012345678905']],
    [']E04006381333931', ['04006381333931']],
    [']E496385074', ['00000096385074']],
  ])('%j: %j', (text, keys) => {
    expect(scanKeys(text)).toEqual(keys)
  })

  test.each<[string, string[]]>([
    ['85123A', ['85123A']],
    ['85123a', ['85123A']],
    ['22423', ['22423']],
    ['123-456', ['123-456']],
    ['gift 0001', ['GIFT 0001']],
    ['3046920029750', ['3046920029750']],
    ['', []],
    [' \r\n', []],
  ])('%j is no GTIN and stays text: %j', (text, keys) => {
    expect(scanKeys(text)).toEqual(keys)
  })

  test('eight digits that are both are an EAN-8 first and a UPC-E second', () => {
    const both = ambiguous()
    const expanded = expandUpcE(both) ?? expect.unreachable()
    expect(scanKeys(both)).toEqual([padGtin(both), padGtin(expanded)])
    expect(scanKeys(`]E4${both}`)).toEqual([padGtin(both)])
  })
})

describe('B5 keys in the catalog', () => {
  test.each([
    ['88004022723', '088004022723', 'the leading zero is missing'],
    ['80432111956', '080432111956', 'the leading zero is missing'],
    ['9016019334', '009016019334', 'two leading zeros are missing'],
    ['400203940', '000400203940', 'three leading zeros are missing'],
    ['01234567890', '012345678905', 'the check digit is missing'],
    ['72105900262', '721059002622', 'the check digit is missing'],
    ['721059002622', '721059002622', 'whole'],
    ['721059002622', '0721059002622', 'scanned as EAN-13'],
    ['01234505', '012000003455', 'filed as UPC-E'],
    ['012000003455', '01234505', 'scanned as UPC-E'],
  ])('%s on file is found by %s: %s', (stored, scanned) => {
    expect(scanKeys(scanned)).toContain(storedKey(stored))
  })

  test('a code that may be read two ways is filed under one', () => {
    const both = ambiguous()
    const expanded = expandUpcE(both) ?? expect.unreachable()
    expect(storedKey(both)).toBe(padGtin(both))
    expect(scanKeys(expanded)).not.toContain(storedKey(both))
  })

  const gtins = fc
    .tuple(fc.constantFrom(7, 11, 12, 13), fc.array(fc.nat(9), { minLength: 13, maxLength: 13 }))
    .map(([length, digits]) => digits.slice(0, length).join(''))
    .map(body => `${body}${gtinCheckDigit(body)}`)

  test('two different valid GTINs never share a key', () => {
    fc.assert(
      fc.property(gtins, gtins, (one, other) => {
        expect(isGtin(one)).toBe(true)
        expect(storedKey(one) === storedKey(other)).toBe(padGtin(one) === padGtin(other))
      }),
    )
  })

  test('a GTIN is found by every length it can be written in, and by itself without its leading zeros', () => {
    fc.assert(
      fc.property(gtins, gtin => {
        const padded = padGtin(gtin)
        for (const length of [12, 13, 14]) {
          const written = padded.slice(14 - length)
          if (padGtin(written) === padded) expect(storedKey(written)).toBe(padded)
        }
        const stripped = padded.replace(/^0+/, '')
        if (stripped.length >= 9 && gtin.length === 12) expect(storedKey(stripped)).toBe(padded)
      }),
    )
  })

  test('what is filed is found by scanning it as it was written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,15}$/)), text => {
        const key = storedKey(text)
        if (key !== undefined) expect(scanKeys(text)[0]).toBe(key)
        if (key !== undefined) expect(storedKey(key)).toBe(key)
      }),
    )
  })
})

/** The first eight digits that are a right EAN-8 and a right UPC-E with different meanings. */
function ambiguous(): string {
  for (let n = 0; n < 1_000_000; n++) {
    const body = `0${String(n).padStart(6, '0')}`
    const text = `${body}${gtinCheckDigit(body)}`
    const expanded = expandUpcE(text)
    if (expanded !== undefined && padGtin(expanded) !== padGtin(text)) return text
  }
  return expect.unreachable()
}
