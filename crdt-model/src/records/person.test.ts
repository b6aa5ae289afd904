import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import { type Person, personFields, readPerson, validatePersonField } from './person.ts'
import type { FieldValue } from './record-entry.ts'

const PIN = { salt: 'c2FsdHNhbHRzYWx0c2FsdA==', iterations: 600_000, hash: 'aGFzaGhhc2g=' }
const ANNA: Person = {
  name: 'Anna',
  archived: false,
  pin: PIN,
  badge: { ...PIN, iterations: 20_000 },
  role: 'supervisor',
  extraRights: ['discount'],
  withheldRights: ['void-sale'],
}

test('C1 C3 what is written is read', () => {
  expect(readPerson(sampleRecord(personFields(ANNA)))).toEqual({ value: ANNA, findings: [] })
  const withoutPin = { ...ANNA, pin: null, badge: null }
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

test('C1 P2 a badge that cannot be one is nobody’s', () => {
  expect(readPerson(sampleRecord({ ...personFields(ANNA), badge: 'EVB0123' }))).toMatchObject({
    value: { badge: null, pin: PIN },
    findings: [{ field: 'badge', problem: 'not-a-badge' }],
  })
})

test('O2 somebody of whom no role is written is a cashier', () => {
  expect(readPerson(sampleRecord({ name: 'Ben' })).value).toMatchObject({
    role: 'cashier',
    extraRights: [],
    withheldRights: [],
  })
})

test('O2 a right that only a newer version knows is left out and is no finding', () => {
  const { value, findings } = readPerson(
    sampleRecord({ ...personFields(ANNA), extraRights: ['fly', 'discount'] }),
  )
  expect(value.extraRights).toEqual(['discount'])
  expect(findings).toEqual([])
})

test('C2 rights that are no list are none', () => {
  expect(validatePersonField('extraRights', 'discount')).toBe('not-a-choice')
  expect(validatePersonField('withheldRights', [1])).toBe('not-a-choice')
  expect(validatePersonField('role', 'king')).toBe('not-a-choice')
})
