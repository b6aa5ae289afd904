import { expect, test } from 'vitest'
import { gtinCheckDigit, hasValidCheckDigit, isGtin, padGtin } from './gtin.ts'

test.each(['4006381333931', '3046920029759', '2112345015002', '96385074', '012345678905', '09506000134352'])(
  'B1 B2 %s is a GTIN',
  text => {
    expect(isGtin(text)).toBe(true)
    expect(gtinCheckDigit(text.slice(0, -1))).toBe(Number(text.at(-1)))
  },
)

test.each([
  ['3046920029750', 'the check digit is wrong'],
  ['9638507', 'seven digits'],
  ['88004022723', 'eleven digits, though the check digit is right'],
  ['4006381333931x', 'a letter'],
  ['٤٠٠٦٣٨١٣٣٣٩٣١', 'no ASCII digits'],
  ['', 'empty'],
])('B2 %j is no GTIN: %s', text => {
  expect(isGtin(text)).toBe(false)
})

test('B1 every single wrong digit is found', () => {
  const code = '4006381333931'
  for (let i = 0; i < code.length; i++) {
    for (let wrong = 0; wrong < 10; wrong++) {
      const text = `${code.slice(0, i)}${wrong}${code.slice(i + 1)}`
      expect(hasValidCheckDigit(text)).toBe(text === code)
    }
  }
})

test('B2 GTINs are compared as fourteen digits', () => {
  expect(padGtin('96385074')).toBe('00000096385074')
  expect(padGtin('012345678905')).toBe('00012345678905')
})
