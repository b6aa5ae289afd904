import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCurrency } from '../money/currency.ts'
import { readDigitalLink, readElementString } from './gs1-elements.ts'
import { readGs1 } from './gs1-reading.ts'
import { readScan, type ScanContext } from './read-scan.ts'

const GBP = parseCurrency('GBP') ?? expect.unreachable()
const USD = parseCurrency('USD') ?? expect.unreachable()
const CONTEXT: ScanContext = {
  inStoreRules: [
    { pattern: '21IIIIINNDDDC', kind: 'weight' },
    { pattern: '23IIIIINNNDDC', kind: 'price' },
  ],
  currency: GBP,
  year: 2026,
}
const LINK = 'https://id.gs1.org/01/09506000134352/10/ABC%2F1/21/12345?3103=000195&3922=299'
const RUN = '0109506000134352310300019539222991\u001d10ABC\u001d17261231'

describe('B8 element strings', () => {
  test('are taken apart by what each identifier allows', () => {
    expect(readElementString(RUN)).toEqual([
      { ai: '01', data: '09506000134352' },
      { ai: '3103', data: '000195' },
      { ai: '3922', data: '2991' },
      { ai: '10', data: 'ABC' },
      { ai: '17', data: '261231' },
    ])
    const reading = { gtin: '09506000134352', kilograms: 195, amount: 2991, lot: 'ABC', expiry: '2026-12-31' }
    expect(readGs1(readElementString(RUN) ?? [], GBP, 2026)).toEqual(reading)
    expect(readGs1(readElementString(`]C1${RUN}`) ?? [], GBP, 2026)).toEqual(reading)
    const bracketed = '(01)09506000134352(3103)000195(3922)2991(10)ABC(17)261231'
    expect(readGs1(readElementString(bracketed) ?? [], GBP, 2026)).toEqual(reading)
  })

  test.each([
    ['a wrong check digit', '0109506000134353'],
    ['data cut off', '01095060001343'],
    ['an identifier of no table', '0109506000134352\u001d9912'],
    ['letters for digits', '01095060001343X2'],
    ['data too long', `10${'A'.repeat(21)}`],
    ['no data', '10'],
    ['a letter outside the set', '10AÄ'],
    ['nothing', ''],
    ['text around brackets', 'x(01)09506000134352'],
  ])('%s is not understood', (_, text) => {
    expect(readElementString(text)).toBeUndefined()
  })

  test.each([
    ['15260200', { bestBefore: '2026-02-28' }],
    ['17240200', { expiry: '2024-02-29' }],
    ['17770101', { expiry: '1977-01-01' }],
    ['17760101', { expiry: '2076-01-01' }],
    ['17261301', {}],
    ['17260231', {}],
    ['3100000012', { kilograms: 12_000 }],
    ['3104000120', { kilograms: 12 }],
    ['3105000120', {}],
    ['3202001234', { pounds: 12_340 }],
    ['3012', { count: 12 }],
    // The price of one unit: not what the label asks.
    ['8005000299', {}],
    ['39328261234', { amount: 1234 }],
    ['39328401234', {}],
    ['39201', { amount: 100 }],
  ])('%s: %j', (text, reading) => {
    expect(readGs1(readElementString(text) ?? expect.unreachable(), GBP, 2026)).toEqual(reading)
  })

  test('a price in dollars is one where dollars are taken', () => {
    expect(readGs1(readElementString('39328401234') ?? [], USD, 2026)).toEqual({ amount: 1234 })
  })

  test('nothing that is scanned makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789()]C1\u001dABab%/?='), maxLength: 60, size: 'max' }),
        text => {
          readScan(text, CONTEXT)
          readScan(`https://x.example/01/${text}`, CONTEXT)
          readGs1(readElementString(text) ?? [], GBP, 2026)
        },
      ),
      { seed: 1, numRuns: 2000 },
    )
  })
})

describe('B9 Digital Links', () => {
  test('are read from path and query, percent-decoded', () => {
    expect(readDigitalLink(LINK)).toEqual([
      { ai: '01', data: '09506000134352' },
      { ai: '10', data: 'ABC/1' },
      { ai: '21', data: '12345' },
      { ai: '3103', data: '000195' },
      { ai: '3922', data: '299' },
    ])
  })

  test('may stand behind a path of the shop’s own, with shorter GTINs and other parameters', () => {
    expect(
      readDigitalLink('https://shop.example/products/01/4006381333931?utm_source=x&17=261231#top'),
    ).toEqual([
      { ai: '01', data: '04006381333931' },
      { ai: '17', data: '261231' },
    ])
  })

  test.each([
    'https://shop.example/about',
    'https://shop.example/01/123',
    'https://shop.example/01/09506000134352/10',
    'https://shop.example/01/09506000134352/10/%E0%A4%A',
    'ftp://shop.example/01/09506000134352',
    '01/09506000134352',
  ])('%s is none', text => {
    expect(readDigitalLink(text)).toBeUndefined()
  })
})

describe('B10 a scan', () => {
  test('of a GS1 code is looked up by its GTIN and tells what it says', () => {
    const scan = readScan(RUN, CONTEXT)
    expect(scan).toMatchObject({ kind: 'gs1', keys: ['09506000134352'], reading: { kilograms: 195 } })
    expect(readScan(LINK, CONTEXT)).toMatchObject({
      kind: 'gs1',
      keys: ['09506000134352'],
      reading: { lot: 'ABC/1', serial: '12345', kilograms: 195, amount: 299 },
    })
  })

  test('of a label is looked up by the item’s number', () => {
    expect(readScan('2300042003990', CONTEXT).keys).toEqual(['02300042003990', '00042', '42'])
    expect(readScan('2112345015002', CONTEXT)).toEqual({
      kind: 'label',
      keys: ['02112345015002', '12345'],
      label: { kind: 'weight', item: '12345', quantity: 1500 },
    })
    expect(readScan(']E02112345015002\r', CONTEXT).kind).toBe('label')
  })

  test.each([
    ['4006381333931', ['04006381333931']],
    ['01234505', ['00012000003455']],
    ['04252614', ['00042100005264']],
    ['85123a', ['85123A']],
    ['0123', ['0123']],
    ['https://shop.example/about', ['HTTPS://SHOP.EXAMPLE/ABOUT']],
  ])('of anything else is a plain code: %s', (text, keys) => {
    expect(readScan(text, CONTEXT)).toEqual({ kind: 'code', keys })
  })
})
