import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import type { FieldValue } from './record-entry.ts'
import { readTaxClass, taxClassFields, validateTaxClassField } from './tax-class.ts'

const VAT = { name: 'VAT', rateMillionths: 200_000, included: true }
const LEVY = { name: 'Levy', rateMillionths: 10_000, included: false }

test('C1 C3 what is written is read', () => {
  const standard = { name: 'Standard', rates: [VAT, LEVY] }
  expect(readTaxClass(sampleRecord(taxClassFields(standard)))).toEqual({ value: standard, findings: [] })
  expect(taxClassFields({ name: 'Standard' })).toEqual({ name: 'Standard' })
})

test('C1 a class without rates is valid when it says so, and a finding when it says nothing', () => {
  expect(readTaxClass(sampleRecord({ name: 'Exempt', rates: [] })).findings).toEqual([])
  expect(readTaxClass(sampleRecord({ name: 'Exempt' })).findings).toMatchObject([{ problem: 'required' }])
})

test.each<[string, FieldValue]>([
  ['no name', { ...VAT, name: ' ' }],
  ['a rate above 100 %', { ...VAT, rateMillionths: 1_000_001 }],
  ['a negative rate', { ...VAT, rateMillionths: -1 }],
  ['a fraction of a millionth', { ...VAT, rateMillionths: 0.5 }],
  ['no kind', { name: 'VAT', rateMillionths: 1 }],
  ['text', '20 %'],
  ['null', null],
  ['the same rate again', VAT],
])('C1 C2 %s is left out and told, and the others stay', (_, rate) => {
  expect(validateTaxClassField('rates', [VAT, rate])).toBe('not-a-rate')
  expect(readTaxClass(sampleRecord({ name: 'Standard', rates: [VAT, rate] }))).toMatchObject({
    value: { rates: [VAT] },
    findings: [{ field: 'rates', problem: 'not-a-rate' }],
  })
})
