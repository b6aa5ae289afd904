import { expect, test } from 'vitest'
import { type StoreId, toId } from '../ids.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { readTill, tillFields, validateTillField } from './till.ts'

test('C1 C3 what is written is read', () => {
  const till = { name: 'G1', store: toId<StoreId>('gifts') }
  expect(readTill(sampleRecord(tillFields(till)))).toEqual({ value: till, findings: [] })
})

test('C1 a till without a store is a finding', () => {
  expect(readTill(sampleRecord({ name: 'G1' }))).toEqual({
    value: { name: 'G1', store: 'none' },
    findings: [{ code: 'unreadable-field', record: 'r1', field: 'store', problem: 'required' }],
  })
})

test('C2 a form is told why', () => {
  expect(validateTillField('name', '')).toBe('required')
})
