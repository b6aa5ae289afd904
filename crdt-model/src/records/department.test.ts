import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import { departmentFields, readDepartment, validateDepartmentField } from './department.ts'

const GIFTS = { name: 'Gifts', hue: 30, order: 2, archived: false }

test('C1 C3 what is written is read', () => {
  expect(readDepartment(sampleRecord(departmentFields(GIFTS)))).toEqual({ value: GIFTS, findings: [] })
})

test('C1 bad fields are findings with defaults', () => {
  expect(readDepartment(sampleRecord({ name: 'Gifts', hue: 360, order: -1 }))).toEqual({
    value: { name: 'Gifts', hue: 210, order: 0, archived: false },
    findings: [
      { code: 'unreadable-field', record: 'r1', field: 'hue', problem: 'not-a-number' },
      { code: 'unreadable-field', record: 'r1', field: 'order', problem: 'not-a-number' },
    ],
  })
})

test('C2 a form is told why', () => {
  expect(validateDepartmentField('name', ' ')).toBe('required')
  expect(validateDepartmentField('hue', 359)).toBeNull()
})
