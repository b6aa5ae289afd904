import { expect, test } from 'vitest'
import { sampleRecord } from '../testing/sample-record.ts'
import { GBP } from '../testing/sample-sale.ts'
import { catalogFields, readCatalog, validateCatalogField } from './catalog.ts'

test('C1 C3 what is written is read', () => {
  const catalog = { name: 'Gifts', currency: GBP }
  expect(readCatalog(sampleRecord(catalogFields(catalog)))).toEqual({ value: catalog, findings: [] })
})

test('C1 C2 a currency that is none is a finding and no other currency', () => {
  expect(readCatalog(sampleRecord({ name: 'Gifts', currency: '£' }))).toMatchObject({
    value: { currency: 'XXX' },
    findings: [{ field: 'currency', problem: 'not-a-currency' }],
  })
  expect(validateCatalogField('currency', '£')).toBe('not-a-currency')
})
