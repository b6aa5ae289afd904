import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inConflict, sampleRecord } from '../testing/sample-record.ts'
import {
  type Product,
  productFields,
  productScanKeys,
  readProduct,
  validateBarcode,
  validateProductField,
} from './product.ts'
import type { FieldValue } from './record-entry.ts'

const GIN: Record<keyof Product, FieldValue> = {
  name: 'Gin',
  sku: '10006',
  barcodes: ['88004022723'],
  price: 938,
  cost: 625,
  department: 'gins',
  taxClass: 'liquor',
  brand: 'Sazerac',
  minimumAge: 21,
  archived: false,
  quickKey: true,
  note: '',
  unit: 'piece',
  tare: 0,
  serialRequired: false,
  notDiscountable: true,
  deposit: 'bottle',
  family: 'Gin',
  variant: '70 cl',
  picture: null,
}

const DEFAULTS: Product = {
  name: '',
  sku: '',
  barcodes: [],
  price: null,
  cost: null,
  department: null,
  taxClass: null,
  brand: '',
  minimumAge: 0,
  archived: false,
  quickKey: false,
  note: '',
  unit: 'piece',
  tare: 0,
  serialRequired: false,
  notDiscountable: false,
  deposit: null,
  family: '',
  variant: '',
  picture: null,
}

describe('C1 reading', () => {
  test('a whole record is read as it stands', () => {
    expect(readProduct(sampleRecord(GIN))).toEqual({ value: GIN, findings: [] })
  })

  test('absent fields have defaults, and only a required one is a finding', () => {
    expect(readProduct(sampleRecord({}, 'p1'))).toEqual({
      value: DEFAULTS,
      findings: [{ code: 'unreadable-field', record: 'p1', field: 'name', problem: 'required' }],
    })
  })

  test('a conflict is read as its pick', () => {
    const record = inConflict(sampleRecord(GIN), 'price', 999, 1099)
    expect(readProduct(record)).toMatchObject({ value: { price: 999 }, findings: [] })
  })

  test.each<[keyof Product, FieldValue, string]>([
    ['name', 7, 'not-text'],
    ['name', '  ', 'required'],
    ['name', 'x'.repeat(201), 'too-long'],
    ['price', -1, 'not-a-price'],
    ['price', 9.38, 'not-a-price'],
    ['price', '938', 'not-a-price'],
    ['cost', 1e12, 'not-a-price'],
    ['department', 'a/b', 'not-a-reference'],
    ['taxClass', 1, 'not-a-reference'],
    ['minimumAge', 17.5, 'not-a-number'],
    ['minimumAge', 200, 'not-a-number'],
    ['archived', 'yes', 'not-yes-or-no'],
    ['quickKey', null, 'not-yes-or-no'],
    ['barcodes', 'x', 'not-text'],
  ])('a bad %s (%j) is a finding and its default, and the rest is read: %s', (field, value, problem) => {
    expect(readProduct(sampleRecord({ ...GIN, [field]: value }))).toEqual({
      value: { ...GIN, [field]: DEFAULTS[field] },
      findings: [{ code: 'unreadable-field', record: 'r1', field, problem }],
    })
  })

  test('the readable ones of several barcodes stay', () => {
    const { value, findings } = readProduct(sampleRecord({ ...GIN, barcodes: ['1', 2, '3'] }))
    expect(value.barcodes).toEqual(['1', '3'])
    expect(findings).toMatchObject([{ field: 'barcodes', problem: 'not-text' }])
  })

  test('more barcodes than anything has are cut, and told', () => {
    const { value, findings } = readProduct(
      sampleRecord({ ...GIN, barcodes: Array.from({ length: 51 }, String) }),
    )
    expect(value.barcodes).toHaveLength(50)
    expect(findings).toMatchObject([{ field: 'barcodes', problem: 'too-many' }])
  })

  test('never throws, whatever the fields hold, and what it reads is valid', () => {
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(GIN), 'unknown'), fc.jsonValue())
    fc.assert(
      fc.property(fields, values => {
        const { value } = readProduct(sampleRecord(Object.fromEntries(Object.entries(values).map(toField))))
        expect(readProduct(sampleRecord(productFields(value))).value).toEqual(value)
      }),
    )
  })
})

/** What `fc.jsonValue` makes is plain JSON by its contract. */
function toField([field, value]: [string, unknown]): [string, FieldValue] {
  return [field, value as FieldValue]
}

test('C2 a form is told why a value is not taken', () => {
  expect(validateProductField('name', '')).toBe('required')
  expect(validateProductField('price', 1.5)).toBe('not-a-price')
  expect(validateProductField('price', null)).toBeNull()
  expect(validateProductField('sku', '')).toBeNull()
})

test.each([
  ['4006381333931', null],
  ['01234505', null],
  ['88004022723', null],
  ['85123A', null],
  ['4 006381 333931', null],
  ['', 'required'],
  ['  ', 'required'],
  ['3046920029750', 'wrong-check-digit'],
  ['01234506', 'wrong-check-digit'],
  ['naïve', 'not-a-barcode'],
  ['1\t2', 'not-a-barcode'],
  ['1'.repeat(49), 'too-long'],
] as const)('C2 the barcode %j: %s', (code, problem) => {
  expect(validateBarcode(code)).toBe(problem)
})

test('C3 only known fields that are given are written', () => {
  expect(productFields({ price: null, barcodes: ['1'] })).toEqual({ price: null, barcodes: ['1'] })
  const withMore = { name: 'Gin', id: 'p1', conflicts: [] }
  expect(productFields(withMore)).toEqual({ name: 'Gin' })
})

test('B5 a product is found by its barcodes and its stock code, each once', () => {
  expect(productScanKeys({ barcodes: ['88004022723', '088004022723', ' '], sku: '85123a' })).toEqual([
    '00088004022723',
    '85123A',
  ])
})
