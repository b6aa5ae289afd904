import { expect, test } from 'vitest'
import { type DepartmentId, type ProductId, type TaxClassId, toId } from '../ids.ts'
import { catalogFindings } from './catalog-findings.ts'

const GIFTS = { id: toId<DepartmentId>('gifts'), archived: false }
const OLD = { id: toId<DepartmentId>('old'), archived: true }
const VAT = { id: toId<TaxClassId>('vat') }

function product(id: string, changes: Partial<Parameters<typeof catalogFindings>[0][number]> = {}) {
  return {
    id: toId<ProductId>(id),
    barcodes: [],
    department: GIFTS.id,
    taxClass: VAT.id,
    archived: false,
    ...changes,
  }
}

function findings(...products: ReturnType<typeof product>[]) {
  return catalogFindings(products, [GIFTS, OLD], [VAT])
}

test('C5 a catalog that fits together has no findings', () => {
  expect(
    findings(product('a', { barcodes: ['1'] }), product('b', { department: null, taxClass: null })),
  ).toEqual([])
})

test('C5 a product in an archived or missing department', () => {
  expect(findings(product('a', { department: OLD.id }), product('b', { department: toId('gone') }))).toEqual([
    { code: 'department-archived', product: 'a', department: 'old' },
    { code: 'department-missing', product: 'b', department: 'gone' },
  ])
})

test('C5 a product whose tax class is not on file', () => {
  expect(findings(product('a', { taxClass: toId('gone') }))).toEqual([
    { code: 'tax-class-missing', product: 'a', taxClass: 'gone' },
  ])
})

test('C5 products with the same barcode, however it was written', () => {
  expect(
    findings(
      product('a', { barcodes: ['88004022723'] }),
      product('b', { barcodes: ['5', '088004022723'] }),
      product('c', { barcodes: ['0088004022723'] }),
      product('d', { barcodes: ['5'] }),
    ),
  ).toEqual([
    { code: 'duplicate-barcode', barcode: '00088004022723', products: ['a', 'b', 'c'] },
    { code: 'duplicate-barcode', barcode: '5', products: ['b', 'd'] },
  ])
})

test('C5 the same barcode twice on one product, blanks, and archived products are no findings', () => {
  expect(
    findings(
      product('a', { barcodes: ['1', '1', '', ' '] }),
      product('b', { barcodes: [''] }),
      product('c', { barcodes: ['1'], archived: true, department: OLD.id, taxClass: toId('gone') }),
    ),
  ).toEqual([])
})
