import { describe, expect, it } from 'vitest'
import { type CustomerGroupId, type ReplicaId, toId } from '../ids.ts'
import { inConflict, sampleRecord } from '../testing/sample-record.ts'
import {
  type Customer,
  customerFields,
  forgottenFields,
  isToForgetAgain,
  readCustomer,
  validateCustomerField,
} from './customer.ts'
import { customerGroupFields, readCustomerGroup, validateCustomerGroupField } from './customer-group.ts'
import type { FieldValue, RecordEntry, RecordState } from './record-entry.ts'
import { applyRecordEntries, createRecordFold, readRecord } from './record-fold.ts'
import { redundantEntries } from './redundant-entries.ts'
import { writeRecord } from './write-record.ts'

const ANA: Omit<Customer, 'forgotten'> = {
  name: 'Ana Ruiz',
  number: 'K-1001',
  phone: '+34 600 123 456',
  email: 'ana@example.com',
  note: 'Rings the bell',
  group: toId<CustomerGroupId>('trade'),
  exemption: { reason: 'Embassy', certificate: 'E-77', taxes: ['VAT'], until: toId('2026-12-31') },
  creditLimit: 50_000,
  emailReceipts: true,
  language: 'es',
  archived: false,
}

const NOBODY: Customer = {
  name: '',
  number: '',
  phone: '',
  email: '',
  note: '',
  group: null,
  exemption: null,
  creditLimit: null,
  emailReceipts: false,
  language: null,
  archived: true,
  forgotten: true,
}

describe('a customer', () => {
  it('C3 C8 is read as it was written', () => {
    expect(readCustomer(sampleRecord(customerFields(ANA)))).toEqual({
      value: { ...ANA, forgotten: false },
      findings: [],
    })
  })

  it('C3 writes only what is given', () => {
    expect(customerFields({ phone: '1' })).toEqual({ phone: '1' })
    expect(customerFields({ exemption: null })).toEqual({ exemption: null })
    expect(customerFields({ exemption: { reason: 'Charity', certificate: '' } })).toEqual({
      exemption: { reason: 'Charity', certificate: '' },
    })
  })

  it('C2 has a name as long as they are not forgotten', () => {
    expect(validateCustomerField('name', '  ')).toBe('required')
    expect(validateCustomerField('name', 'Ana')).toBeNull()
    expect(validateCustomerField('phone', '')).toBeNull()
    expect(validateCustomerField('creditLimit', -1)).toBe('not-a-price')
  })

  it.each([
    ['es', null],
    [null, null],
    ['till', 'not-a-choice'],
    ['fr', 'not-a-choice'],
  ] as const)('C8 has a language that receipts are written in, or none: %j', (language, problem) => {
    expect(validateCustomerField('language', language)).toBe(problem)
    expect(readCustomer(sampleRecord({ name: 'Ana', language })).value.language).toBe(
      problem === null ? language : null,
    )
  })

  it('C1 has none where nobody wrote one', () => {
    expect(readCustomer(sampleRecord({ name: 'Ana' }))).toMatchObject({
      value: { language: null },
      findings: [],
    })
  })

  it.each<FieldValue>([
    'Embassy',
    [],
    { certificate: 'E-77' },
    { reason: '  ', certificate: '' },
    { reason: 'Embassy', certificate: 7 },
    { reason: 'Embassy', certificate: '', taxes: [] },
    { reason: 'Embassy', certificate: '', taxes: ['VAT', 1] },
    { reason: 'Embassy', certificate: '', until: '2026-02-30' },
    { reason: 'x'.repeat(121), certificate: '' },
  ])('C8 an exemption that is not wholly readable is none: %j', exemption => {
    expect(validateCustomerField('exemption', exemption)).toBe('not-an-exemption')
    expect(readCustomer(sampleRecord({ ...customerFields(ANA), exemption }))).toMatchObject({
      value: { name: 'Ana Ruiz', exemption: null },
      findings: [{ field: 'exemption', problem: 'not-an-exemption' }],
    })
  })
})

describe('a forgotten customer', () => {
  it('C9 is nobody, whatever somebody else wrote at the same time', () => {
    const known = sampleRecord(customerFields(ANA))
    const atOnce = inConflict(inConflict(known, 'forgotten', false, true), 'name', 'Ana Ruiz', '')
    expect(readCustomer(atOnce)).toEqual({ value: NOBODY, findings: [] })
    expect(readCustomer(sampleRecord(forgottenFields()))).toEqual({ value: NOBODY, findings: [] })
  })

  it('C9 is forgotten again when something comes in late, and only then', () => {
    const forgotten = sampleRecord(forgottenFields())
    expect(isToForgetAgain(sampleRecord(customerFields(ANA)))).toBe(false)
    expect(isToForgetAgain(forgotten)).toBe(false)
    expect(isToForgetAgain(inConflict(forgotten, 'phone', '', '600 123 456'))).toBe(true)
    expect(isToForgetAgain(sampleRecord({ ...forgottenFields(), note: 'Ana' }))).toBe(true)
    // By a program from before there were languages.
    const { language: _, ...before } = forgottenFields()
    expect(isToForgetAgain(sampleRecord(before))).toBe(false)
    expect(isToForgetAgain(sampleRecord({ ...before, language: 'es' }))).toBe(true)
  })

  it('C9 leaves entries that R9 lets go, once each writer has written anything else', () => {
    const log: RecordEntry[] = []
    const fold = createRecordFold()
    const write = (replica: string, record: string, fields: RecordEntry['fields']) => {
      const counter = log.filter(each => each.replica === replica).length + 1
      const entry = writeRecord(fold, {
        replica: toId<ReplicaId>(replica),
        counter,
        record,
        fields,
        who: 'till1',
        at: 0,
      })
      if (entry === undefined) return
      applyRecordEntries(fold, [entry])
      log.push(entry)
    }
    write('till', 'ana', customerFields(ANA))
    write('till', 'ana', customerFields({ phone: '600 000 000' }))
    write('till', 'ben', customerFields({ name: 'Ben' }))
    write('office', 'ana', forgottenFields())
    const left = log.filter((_, index) => !redundantEntries(log).includes(index))
    expect(JSON.stringify(left)).not.toMatch(/Ana|600/)
    expect(readCustomer(readRecord(fold, 'ana') as RecordState).value).toEqual(NOBODY)
    expect(readCustomer(readRecord(fold, 'ben') as RecordState).value.name).toBe('Ben')
  })
})

it('C8 a group is read as it was written, and has a name', () => {
  const trade = { name: 'Trade', archived: false }
  expect(readCustomerGroup(sampleRecord(customerGroupFields(trade)))).toEqual({ value: trade, findings: [] })
  expect(validateCustomerGroupField('name', '')).toBe('required')
})
