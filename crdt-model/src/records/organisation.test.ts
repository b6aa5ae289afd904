import { expect, test } from 'vitest'
import { ROLE_LIMITS } from '../access/till-rights.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import {
  type Organisation,
  organisationFields,
  readOrganisation,
  roleLimitsOf,
  validateOrganisationField,
} from './organisation.ts'

test('C1 C3 what is written is read', () => {
  const firm: Organisation = {
    name: 'Evertill Ltd',
    halves: 'half-even',
    badgeSignIn: 'badge',
    cashierLineLimit: 50_000,
    cashierSaleLimit: 0,
    cashierPriceLimit: 75_000,
    supervisorLineLimit: 400_000,
    supervisorSaleLimit: 250_000,
    supervisorPriceLimit: 1_000_000,
  }
  expect(readOrganisation(sampleRecord(organisationFields(firm)))).toEqual({ value: firm, findings: [] })
})

test('C1 C2 a firm without a name is a finding', () => {
  expect(readOrganisation(sampleRecord({})).findings).toMatchObject([{ field: 'name', problem: 'required' }])
  expect(readOrganisation(sampleRecord({ name: 'x' })).value.halves).toBe('half-up')
  expect(validateOrganisationField('name', 'x'.repeat(81))).toBe('too-long')
})

test('O3 the organisation says what its cashiers and supervisors take off; a manager everything', () => {
  expect(roleLimitsOf(undefined)).toEqual(ROLE_LIMITS)
  const { cashier, supervisor, manager } = roleLimitsOf({ cashierSaleLimit: 0, supervisorLineLimit: 500_000 })
  expect(cashier).toEqual({ ...ROLE_LIMITS.cashier, saleMillionths: 0 })
  expect(supervisor).toEqual({ ...ROLE_LIMITS.supervisor, lineMillionths: 500_000 })
  expect(manager).toEqual(ROLE_LIMITS.manager)
})

test('C2 a limit is a part of the whole', () => {
  expect(validateOrganisationField('cashierLineLimit', 1_000_001)).toBe('not-a-number')
  expect(validateOrganisationField('cashierLineLimit', -1)).toBe('not-a-number')
})
