import { describe, expect, test } from 'vitest'
import { readLicence } from './driving-licence.ts'

function licence(...elements: readonly string[]): string {
  return `@\n\u001e\rANSI 636010090002DL00410278ZF03190008DL${elements.join('\n')}\r`
}

describe('AH3 driving licences', () => {
  test('tell birth and expiry, and nothing else', () => {
    expect(readLicence(licence('DAQN000', 'DCSSAMPLE', 'DBB01121957', 'DBA01122024', 'DCGUSA'))).toEqual({
      born: '1957-01-12',
      expires: '2024-01-12',
    })
  })

  test('of Canada have the year first', () => {
    expect(readLicence(licence('DBB19570112', 'DCGCAN'))).toEqual({ born: '1957-01-12', expires: null })
  })

  test('with separators that a keyboard wedge turned into blanks', () => {
    expect(readLicence('@ \rANSI 636010090002DLDAQX\nDBB01121957\nDCGUSA')).toMatchObject({
      born: '1957-01-12',
    })
  })

  test.each([
    ['month 13', licence('DBB13451957', 'DCGUSA')],
    ['31 February', licence('DBB02311957', 'DCGUSA')],
    ['no birth date', licence('DBA01122024', 'DCGUSA')],
    ['another code', '4006381333931'],
    ['garbage', '@\nANSI'],
  ])('%s is none', (_, text) => {
    expect(readLicence(text)).toBeUndefined()
  })
})
