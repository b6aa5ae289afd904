import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gtinCheckDigit } from './gtin.ts'
import { labelSymbol, labelSymbolOf } from './label-symbol.ts'
import { storedKey } from './scan-key.ts'

describe('B13 a code is printed', () => {
  test.each([
    ['4006381333931', 'ean13', '4006381333931'],
    ['04006381333931', 'ean13', '4006381333931'],
    ['978-0-306-40615-7', 'ean13', '9780306406157'],
    ['012345678905', 'upca', '012345678905'],
    ['0012345678905', 'upca', '012345678905'],
    ['12345678905', 'upca', '012345678905'],
    ['96385074', 'ean8', '96385074'],
    ['01234505', 'upca', '012000003455'],
    ['19506000134359', 'code128', '19506000134359'],
    ['3046920029750', 'code128', '3046920029750'],
    ['AB-12 x', 'code128', 'AB-12 x'],
    ['~^XA', 'code128', '~^XA'],
  ])('%s as %s', (code, kind, text) => {
    expect(labelSymbol(code)).toEqual({ kind, text })
  })

  test.each([
    ['', 'nothing'],
    ['  ', 'blanks'],
    ['Größe-1', 'a letter that Code 128 has not'],
    ['4006381333931\u0000', 'a control character stands in it'],
    ['AB\u001bC', 'a control character stands in it'],
  ])('%j is not: %s', code => {
    const symbol = labelSymbol(code)
    // A number with a control character around it is still its number.
    if (symbol !== null) expect(symbol.text).toMatch(/^\d+$/)
    else expect(symbol).toBeNull()
  })

  test('so that scanning it finds what it was printed for', () => {
    const gtins = fc
      .tuple(fc.constantFrom(7, 11, 12, 13), fc.nat({ max: 9_999_999_999_999 }))
      .map(([length, number]) => String(number).padStart(length, '0').slice(-length))
      .map(body => `${body}${gtinCheckDigit(body)}`)
    const texts = fc.string({ unit: 'binary-ascii', maxLength: 48 })
    fc.assert(
      fc.property(fc.oneof(gtins, texts, fc.stringMatching(/^\d{1,15}$/)), code => {
        const symbol = labelSymbol(code)
        if (symbol === null) return
        // A scanner says of an EAN-8 that it is one.
        const scanned = symbol.kind === 'ean8' ? `]E4${symbol.text}` : symbol.text
        expect(storedKey(scanned)).toBe(storedKey(code))
      }),
    )
  })
})

test('B14 a label has the first code that can be printed, and the stock code where there is none', () => {
  expect(labelSymbolOf({ barcodes: ['Größe', '96385074'], sku: 'A' })?.text).toBe('96385074')
  expect(labelSymbolOf({ barcodes: [], sku: 'A-1' })).toEqual({ kind: 'code128', text: 'A-1' })
  expect(labelSymbolOf({ barcodes: [], sku: '' })).toBeNull()
})
