import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import {
  type Organisation,
  organisationFields,
  readOrganisation,
  validateOrganisationField,
} from './organisation.ts'

test('C1 C3 what is written is read', () => {
  const firm: Organisation = { name: 'Evertill Ltd', halves: 'half-even' }
  expect(readOrganisation(sampleRecord(organisationFields(firm)))).toEqual({ value: firm, findings: [] })
})

test('C1 C2 a firm without a name is a finding', () => {
  expect(readOrganisation(sampleRecord({})).findings).toMatchObject([{ field: 'name', problem: 'required' }])
  expect(readOrganisation(sampleRecord({ name: 'x' })).value.halves).toBe('half-up')
  expect(validateOrganisationField('name', 'x'.repeat(81))).toBe('too-long')
})
