import { type CatalogId, type DepartmentId, type TaxClassId, toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { usualTaxClass } from './usual-tax-class.ts'

const GIFTS = toId<CatalogId>('gifts')
const LIQUOR = toId<CatalogId>('liquor')
const BOOKS = toId<DepartmentId>('books')
const CANDLES = toId<DepartmentId>('candles')

const row = (catalog: CatalogId, department: DepartmentId | null, taxClass: string | null) => ({
  catalog,
  department,
  taxClass: taxClass === null ? null : toId<TaxClassId>(taxClass),
})

describe('what a new product is taxed as', () => {
  const rows = [
    row(GIFTS, CANDLES, 'standard'),
    row(GIFTS, CANDLES, 'standard'),
    row(GIFTS, BOOKS, 'zero'),
    row(GIFTS, BOOKS, null),
    row(LIQUOR, null, 'sales-tax'),
    row(LIQUOR, null, 'sales-tax'),
    row(LIQUOR, null, 'sales-tax'),
  ]

  it('is what most of its department are', () => {
    expect(usualTaxClass(rows, GIFTS, BOOKS)).toBe('zero')
    expect(usualTaxClass(rows, GIFTS, CANDLES)).toBe('standard')
  })

  it('is what most of its catalog are where it has no department, or the first of one', () => {
    expect(usualTaxClass(rows, GIFTS, null)).toBe('standard')
    expect(usualTaxClass(rows, GIFTS, toId<DepartmentId>('new'))).toBe('standard')
    expect(usualTaxClass(rows, LIQUOR, null)).toBe('sales-tax')
  })

  it('is left open where nothing is taxed', () => {
    expect(usualTaxClass([], GIFTS, null)).toBeNull()
  })
})
