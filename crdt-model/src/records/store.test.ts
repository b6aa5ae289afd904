import { expect, test } from 'vitest'
import { toId } from '../ids.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { GBP, USD } from '../testing/sample-sale.ts'
import { readStore, type Store, storeFields, validateStoreField } from './store.ts'
import { RECEIPT_DETAILS, USUAL_RECEIPT_PARTS } from './store-receipt.ts'

const SHOP: Store = {
  name: 'High Street',
  catalog: toId('gifts'),
  currency: GBP,
  timeZone: 'Europe/London',
  taxRounding: 'per-line',
  cashStep: 5,
  cashRule: 'half-down',
  address: ['1 High Street', 'London'],
  receiptLogo: { width: 8, height: 2, dots: 'qlU=' },
  receiptHeader: 'VAT GB 123',
  receiptFooter: 'Thank you',
  receiptLegal: 'Keep this receipt.',
  receiptParts: ['store', 'lines', 'sums', 'payments', 'logo', 'facts'],
  receiptDetails: ['tare'],
  receiptLanguage: 'es',
  labelRules: [{ pattern: '21IIIIINNDDDC', kind: 'weight' }],
  tenderKinds: ['card', 'voucher'],
  exchangeRates: [{ currency: USD, foreign: 100, own: 79, step: 500 }],
  tipMillionths: [100_000, 150_000],
  cardTerminal: 'Terminal at the door',
  shiftRequired: true,
  usualFloat: 10_000,
  blindCount: false,
  idleMinutes: 0,
  offlineCredit: 2500,
}

test('C1 C3 what is written is read', () => {
  expect(readStore(sampleRecord(storeFields(SHOP)))).toEqual({ value: SHOP, findings: [] })
})

test('C1 a store without anything has no currency rather than a wrong one', () => {
  const { value, findings } = readStore(sampleRecord({}))
  expect(value).toEqual({
    name: '',
    catalog: 'none',
    currency: 'XXX',
    timeZone: 'UTC',
    taxRounding: 'per-line',
    cashStep: 0,
    cashRule: 'half-up',
    address: [],
    receiptLogo: null,
    receiptHeader: '',
    receiptFooter: '',
    receiptLegal: '',
    receiptParts: USUAL_RECEIPT_PARTS,
    receiptDetails: RECEIPT_DETAILS,
    receiptLanguage: 'till',
    labelRules: null,
    tenderKinds: ['card', 'on-account'],
    exchangeRates: [],
    tipMillionths: [],
    cardTerminal: '',
    shiftRequired: false,
    usualFloat: 0,
    blindCount: true,
    idleMinutes: 10,
    offlineCredit: 5000,
  })
  expect(findings.map(({ field }) => field)).toEqual(['name', 'catalog', 'currency', 'timeZone'])
})

test.each([
  ['currency', 'ABC', 'not-a-currency'],
  ['currency', 'gbp', null],
  ['timeZone', 'America/Argentina/Buenos_Aires', null],
  ['timeZone', 'Etc/GMT+5', null],
  ['timeZone', 'not a zone', 'not-a-time-zone'],
  ['timeZone', '../etc/passwd', 'not-a-time-zone'],
  ['catalog', '', 'not-a-reference'],
  ['taxRounding', 'per-document', null],
  ['taxRounding', 'sometimes', 'not-a-choice'],
  ['cashStep', 100, null],
  ['cashStep', -5, 'not-a-number'],
  ['cashRule', 'sometimes', 'not-a-choice'],
  ['shiftRequired', 'yes', 'not-yes-or-no'],
  ['usualFloat', -1, 'not-a-number'],
  ['idleMinutes', 0, null],
  ['idleMinutes', 241, 'not-a-number'],
  ['labelRules', null, null],
  ['labelRules', [], null],
  ['labelRules', [{ pattern: '02IIIIIVNNDDC', kind: 'price' }], null],
  ['labelRules', [{ pattern: '02IIIIIVNNDDC', kind: 'discount' }], 'not-label-rules'],
  ['labelRules', [{ pattern: '02', kind: 'price' }], 'not-label-rules'],
  ['labelRules', [null], 'not-label-rules'],
  ['tenderKinds', [], null],
  ['tenderKinds', ['card', 'cheque'], 'not-a-choice'],
  ['tenderKinds', 'card', 'not-a-choice'],
  ['exchangeRates', [{ currency: 'eur', foreign: 100, own: 86, step: 1 }], null],
  ['exchangeRates', [{ currency: 'EUR', foreign: 100, own: 0, step: 1 }], 'not-a-choice'],
  ['exchangeRates', [{ currency: 'EUR', foreign: 100, own: 86, step: 0 }], 'not-a-choice'],
  ['exchangeRates', [{ currency: 'ABC', foreign: 100, own: 86, step: 1 }], 'not-a-choice'],
  ['exchangeRates', [null], 'not-a-choice'],
  ['tipMillionths', [125_000], null],
  ['tipMillionths', [0], 'not-a-choice'],
  ['cardTerminal', 'x'.repeat(41), 'too-long'],
  ['receiptLogo', null, null],
  ['receiptLogo', { width: 16, height: 3, dots: 'AAAAAAAA' }, null],
  ['receiptLogo', { width: 16, height: 3, dots: 'AAAA' }, 'not-a-logo'],
  ['receiptLogo', { width: 12, height: 2, dots: 'AAAA' }, 'not-a-logo'],
  ['receiptLogo', { width: 392, height: 1, dots: 'A'.repeat(68) }, 'not-a-logo'],
  ['receiptLogo', { width: 8, height: 241, dots: 'A'.repeat(324) }, 'not-a-logo'],
  ['receiptLogo', { width: 8, height: 3, dots: '<b>!' }, 'not-a-logo'],
  ['receiptLogo', 'https://example.com/logo.png', 'not-a-logo'],
  ['receiptParts', ['facts', 'payments', 'sums', 'lines', 'store'], null],
  ['receiptParts', ['store', 'lines', 'sums', 'payments'], 'not-a-choice'],
  ['receiptParts', ['store', 'lines', 'sums', 'payments', 'facts', 'facts'], 'not-a-choice'],
  ['receiptParts', ['store', 'lines', 'sums', 'payments', 'facts', 'advert'], 'not-a-choice'],
  ['receiptDetails', [], null],
  ['receiptDetails', ['margin'], 'not-a-choice'],
  ['receiptLanguage', 'en', null],
  ['receiptLanguage', 'xx', 'not-a-choice'],
  ['receiptLegal', 'x'.repeat(1001), 'too-long'],
  ['address', ['a', 'b'], null],
  ['address', ['x'.repeat(81)], 'too-long'],
] as const)('C2 %s %j: %s', (field, value, problem) => {
  expect(validateStoreField(field, value)).toBe(problem)
})
