import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import { personFields, readPerson, validatePersonField } from './person.ts'
import type { FieldValue } from './record-entry.ts'

const PIN = { salt: 'c2FsdHNhbHRzYWx0c2FsdA==', iterations: 600_000, hash: 'aGFzaGhhc2g=' }
const ANNA = { name: 'Anna', archived: false, pin: PIN }

test('C1 C3 what is written is read', () => {
  expect(readPerson(sampleRecord(personFields(ANNA)))).toEqual({ value: ANNA, findings: [] })
  const withoutPin = { ...ANNA, pin: null }
  expect(readPerson(sampleRecord(personFields(withoutPin)))).toEqual({ value: withoutPin, findings: [] })
})

test('C3 fields that are not given are not written', () => {
  expect(personFields({ archived: true })).toEqual({ archived: true })
  expect(personFields({ pin: null })).toEqual({ pin: null })
})

test.each<[string, FieldValue]>([
  ['text', '1234'],
  ['list', ['a', 1, 'b']],
  ['salt missing', { iterations: 1, hash: 'aGFzaA==' }],
  ['salt no base64', { ...PIN, salt: 'a b' }],
  ['salt empty', { ...PIN, salt: '' }],
  ['hash no text', { ...PIN, hash: 7 }],
  ['no iterations', { ...PIN, iterations: 0 }],
  ['a fraction of iterations', { ...PIN, iterations: 1.5 }],
  ['iterations that would stall a tablet', { ...PIN, iterations: 1e9 }],
])('C1 C2 a PIN verifier that cannot be one (%s) lets nobody in', (_, pin) => {
  expect(validatePersonField('pin', pin)).toBe('not-a-pin')
  expect(readPerson(sampleRecord({ ...personFields(ANNA), pin }))).toMatchObject({
    value: { name: 'Anna', pin: null },
    findings: [{ field: 'pin', problem: 'not-a-pin' }],
  })
})
