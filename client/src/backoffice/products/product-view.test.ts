import type { CatalogId, DepartmentId, ProductId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { ProductRow } from '../../local/database.ts'
import { changePrice, EVERYTHING, type ProductFilter, type ProductSort, viewOf } from './product-view.ts'

const drinks = 'd1' as DepartmentId
const toys = 'd2' as DepartmentId

function product(id: string, changes: Partial<ProductRow> = {}): ProductRow {
  return {
    id: id as ProductId,
    catalog: 'c' as CatalogId,
    name: id,
    sku: '',
    barcodes: ['1'],
    scanKeys: [],
    price: 100,
    department: drinks,
    taxClass: null,
    brand: '',
    minimumAge: 0,
    archived: false,
    quickKey: false,
    tileOrder: '',
    conflicts: [],
    ...changes,
  }
}

const names: Record<string, string> = { d1: 'Zebra drinks', d2: 'Apple toys' }
const byName: ProductSort = { field: 'name', descending: false }
const view = (rows: ProductRow[], filter: Partial<ProductFilter> = {}, sort = byName) =>
  viewOf(rows, { ...EVERYTHING, ...filter }, sort, id => names[id] ?? '')

describe('the view of the products', () => {
  it('shows archived products only when asked, and then nothing else', () => {
    const rows = [product('a'), product('b', { archived: true })]
    expect(view(rows)).toEqual(['a'])
    expect(view(rows, { archived: true })).toEqual(['b'])
  })

  it('filters by department, by none, by conflicts, by missing barcode and price', () => {
    const rows = [
      product('a', { department: toys }),
      product('b', { department: null }),
      product('c', { conflicts: ['price'] }),
      product('d', { barcodes: [] }),
      product('e', { price: null }),
    ]
    expect(view(rows, { department: toys })).toEqual(['a'])
    expect(view(rows, { department: 'none' })).toEqual(['b'])
    expect(view(rows, { onlyConflicts: true })).toEqual(['c'])
    expect(view(rows, { withoutBarcode: true })).toEqual(['d'])
    expect(view(rows, { withoutPrice: true })).toEqual(['e'])
  })

  it('sorts names without case and accents, and numbers by value', () => {
    const rows = [
      product('1', { name: 'Item 10' }),
      product('2', { name: 'item 9' }),
      product('3', { name: 'Écru' }),
      product('4', { name: 'eclair' }),
    ]
    expect(view(rows)).toEqual(['4', '3', '2', '1'])
  })

  it('sorts departments by their names and prices by amount, both ways', () => {
    const rows = [
      product('a', { price: 900 }),
      product('b', { department: toys, price: 1_000 }),
      product('c', { price: null }),
    ]
    expect(view(rows, {}, { field: 'department', descending: false })).toEqual(['b', 'a', 'c'])
    expect(view(rows, {}, { field: 'price', descending: true })).toEqual(['b', 'a', 'c'])
  })

  it('rows of the same name keep their places in either direction', () => {
    const rows = [product('b', { name: 'Tea' }), product('a', { name: 'tea' })]
    expect(view(rows)).toEqual(['a', 'b'])
    expect(view(rows, {}, { field: 'name', descending: true })).toEqual(['a', 'b'])
  })
})

describe('changing a price by a percentage', () => {
  it.each([
    [1_000, 100_000, 1_100],
    [999, 100_000, 1_099],
    [5_441, 50_000, 5_713],
    [100, -500_000, 50],
    [1, -500_000, 1],
    [333, -333_300, 222],
    [100, -1_000_000, 0],
    [100, -2_000_000, 0],
    [100, 0, 100],
  ])('%i by %i millionths is %i', (minor, millionths, expected) => {
    expect(changePrice(minor, millionths)).toBe(expected)
  })
})
