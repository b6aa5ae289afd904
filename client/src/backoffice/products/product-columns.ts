import type { SortField } from './product-view.ts'

/** The columns of the product table, in their order. */
export const PRODUCT_COLUMNS = [
  'name',
  'sku',
  'barcodes',
  'price',
  'department',
  'taxClass',
  'brand',
  'minimumAge',
  'quickKey',
  'unit',
  'family',
  'variant',
] as const
export type ProductColumn = (typeof PRODUCT_COLUMNS)[number]

/** Widths in pixels: what the longest usual content of the column takes at the table's type size. */
export const COLUMN_WIDTH: { readonly [Column in ProductColumn]: number } = {
  name: 240,
  sku: 96,
  barcodes: 144,
  price: 104,
  department: 164,
  taxClass: 128,
  brand: 150,
  minimumAge: 110,
  quickKey: 110,
  unit: 110,
  family: 150,
  variant: 110,
}

/** The leading column with the checkbox, and the trailing one that opens the details. */
export const SELECT_WIDTH = 48
export const DETAILS_WIDTH = 56

export const SORTED_BY: { readonly [Column in ProductColumn]?: SortField } = {
  name: 'name',
  sku: 'sku',
  price: 'price',
  department: 'department',
  brand: 'brand',
}

const HIDDEN_KEY = 'evertill.office.hiddenColumns'
const HIDDEN_AT_FIRST: readonly ProductColumn[] = [
  'brand',
  'minimumAge',
  'quickKey',
  'unit',
  'family',
  'variant',
]

/** Which columns are shown, as this device remembers it; the name always is. */
export function rememberedColumns(): Record<string, boolean> {
  const stored = localStorage.getItem(HIDDEN_KEY)
  const hidden = stored === null ? HIDDEN_AT_FIRST : stored.split(' ')
  return Object.fromEntries(
    PRODUCT_COLUMNS.map(column => [column, column === 'name' || !hidden.some(each => each === column)]),
  )
}

export function rememberColumns(visibility: { readonly [column: string]: boolean }): void {
  const hidden = PRODUCT_COLUMNS.filter(column => visibility[column] === false)
  localStorage.setItem(HIDDEN_KEY, hidden.join(' '))
}
