import { expect, test } from 'vitest'
import { toId } from '../ids.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { GBP } from '../testing/sample-sale.ts'
import { readStore, type Store, storeFields, validateStoreField } from './store.ts'

const SHOP: Store = {
  name: 'High Street',
  catalog: toId('gifts'),
  currency: GBP,
  timeZone: 'Europe/London',
  taxRounding: 'per-line',
  cashStep: 5,
  cashRule: 'half-down',
  address: ['1 High Street', 'London'],
  receiptFooter: 'Thank you',
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
    receiptFooter: '',
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
  ['address', ['a', 'b'], null],
  ['address', ['x'.repeat(81)], 'too-long'],
] as const)('C2 %s %j: %s', (field, value, problem) => {
  expect(validateStoreField(field, value)).toBe(problem)
})
