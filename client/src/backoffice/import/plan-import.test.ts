import { type DepartmentId, type ProductId, parseCurrency, type TaxClassId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { ImportField } from './guess-columns.ts'
import { type ExistingProduct, type ImportTarget, type PlannedRow, planImport } from './plan-import.ts'
import { readCsv } from './read-csv.ts'

const productId = (text: string) => text as ProductId
const departmentId = (text: string) => text as DepartmentId
const taxId = (text: string) => text as TaxClassId

const pounds = parseCurrency('GBP')
if (pounds === undefined) throw new Error('pounds are a currency')

const vat = (id: string, name: string, rateMillionths: number) => ({
  id: taxId(id),
  name,
  rates: [{ name: 'VAT', rateMillionths, included: true }],
})

const target: ImportTarget = {
  currency: pounds,
  products: [],
  departments: [{ id: departmentId('drinks'), name: 'Drinks' }],
  taxClasses: [
    vat('standard', 'Standard', 200_000),
    vat('reduced', 'Reduced', 55_000),
    vat('zero', 'Zero', 0),
  ],
  defaultTaxClass: taxId('standard'),
  productIdFor: key => productId(`new-${key}`),
  departmentIdFor: name => departmentId(`dep-${name}`),
}

const mapping = { name: 0, sku: 1, barcode: 2, price: 3, department: 4, taxClass: 5, brand: 6 }

function plan(body: string, changes: Partial<ImportTarget> = {}) {
  const reading = readCsv(`Name,SKU,Barcode,Price,Department,Tax,Brand\n${body}`)
  if (!reading.ok) throw new Error(reading.reason)
  return planImport(reading.table.rows, mapping, { ...target, ...changes })
}

const problemsOf = (row: PlannedRow | undefined): string[] =>
  (row?.problems ?? []).map(
    problem => `${problem.field}: ${problem.code} leaves out the ${problem.leavesOut}`,
  )

/** A new product always has a whole set of fields of these types. */
function asProduct(id: ProductId, fields: object): ExistingProduct {
  const absent = { sku: '', barcodes: [], price: null, department: null, taxClass: null, brand: '' }
  return { ...absent, ...fields, id } as unknown as ExistingProduct
}

/** The catalog after a plan was carried out. */
function carryOut(rows: readonly PlannedRow[]): ExistingProduct[] {
  return rows.flatMap(row => (row.kind === 'new' ? [asProduct(row.product, row.fields)] : []))
}

describe('planning an import', () => {
  it('makes a product with every field of its row', () => {
    const { rows, counts } = plan('Tea,T1,5012345678900 96385074,"£4.50",Drinks,20%,Assam Co')
    expect(counts).toEqual({ new: 1, update: 0, same: 0, 'left-out': 0 })
    expect(rows[0]).toMatchObject({
      kind: 'new',
      product: 'new-sku:t1',
      fields: {
        name: 'Tea',
        sku: 'T1',
        barcodes: ['5012345678900', '96385074'],
        price: 450,
        department: 'drinks',
        taxClass: 'standard',
        brand: 'Assam Co',
      },
    })
  })

  it('changes nothing the second time', () => {
    const file = 'Tea,T1,5012345678900,4.50,Drinks,20%,A\nCake,,96385074,3,Food,,\nHug,,,,,,\n'
    const first = plan(file)
    expect(first.counts.new).toBe(3)
    const second = plan(file, {
      products: carryOut(first.rows),
      departments: [...target.departments, ...first.newDepartments],
    })
    expect(second.counts).toEqual({ new: 0, update: 0, same: 3, 'left-out': 0 })
    expect(second.newDepartments).toEqual([])
  })

  it('writes only the fields that differ, and takes SKUs without case', () => {
    const products = carryOut(plan('Tea,T1,5012345678900,4.50,Drinks,20%,A').rows)
    const { rows } = plan('Tea,t1,,4.75,,,', { products })
    expect(rows[0]).toMatchObject({
      kind: 'update',
      product: 'new-sku:t1',
      fields: { price: 475, sku: 't1' },
    })
    expect(Object.keys(rows[0]?.kind === 'update' ? rows[0].fields : {}).sort()).toEqual(['price', 'sku'])
  })

  it('an empty cell leaves what is there', () => {
    const products = carryOut(plan('Tea,T1,5012345678900,4.50,Drinks,20%,A').rows)
    expect(plan('Tea,T1,,,,,', { products }).rows[0]).toMatchObject({ kind: 'same' })
  })

  it('leaves out rows that cannot be used and says why beside the cell', () => {
    const { rows, counts } = plan(
      `,X1,,1,,,\nTea,T1,,free,,,\nCake,C1,,-1,,,\nPie,C2,,0.125,,,\n${'x'.repeat(201)},C3,,1,,,`,
    )
    expect(counts).toEqual({ new: 0, update: 0, same: 0, 'left-out': 5 })
    expect(rows.flatMap(problemsOf)).toEqual([
      'name: required leaves out the row',
      'price: not-a-price leaves out the row',
      'price: negative leaves out the row',
      'price: too-precise leaves out the row',
      'name: too-long leaves out the row',
    ])
  })

  it('takes the first of two rows with one SKU', () => {
    const { rows } = plan('Tea,T1,,1,,,\nTea two,t1,,2,,,')
    expect(rows.map(row => row.kind)).toEqual(['new', 'left-out'])
    expect(problemsOf(rows[1])).toEqual(['sku: repeated-in-file leaves out the row'])
  })

  it('imports a row without a cell that says nothing usable', () => {
    const { rows } = plan('Tea,T1,5.01235E+12,1,,luxury,')
    expect(rows[0]).toMatchObject({ kind: 'new', fields: { name: 'Tea', taxClass: 'standard' } })
    expect(problemsOf(rows[0])).toEqual([
      'barcode: rounded-by-spreadsheet leaves out the cell',
      'taxClass: unknown-tax leaves out the cell',
    ])
  })

  it.each([
    ['Reduced', 'reduced'],
    ['5.5', 'reduced'],
    ['"5,5 %"', 'reduced'],
    ['0.2', 'standard'],
    ['20.00', 'standard'],
    ['0', 'zero'],
    ['0%', 'zero'],
  ])('finds the tax class %s', (text, expected) => {
    expect(plan(`Tea,T1,,1,,${text},`).rows[0]).toMatchObject({ fields: { taxClass: expected } })
  })

  it('names each new department once and only for rows that are imported', () => {
    const { newDepartments, rows } = plan('A,1,,1,Food,,\nB,2,,1,food,,\nC,3,,bad,Toys,,\nD,4,,1,DRINKS,,')
    expect(newDepartments).toEqual([{ id: 'dep-food', name: 'Food' }])
    expect(rows[3]).toMatchObject({ fields: { department: 'drinks' } })
  })

  it('keeps a formula as text', () => {
    expect(plan('"=1+1",@SUM(A1),,1,,,').rows[0]).toMatchObject({ fields: { name: '=1+1', sku: '@SUM(A1)' } })
  })

  it('shows what each mapped cell says', () => {
    const only: { readonly [Field in ImportField]?: number } = { name: 0, price: 3 }
    const reading = readCsv('Name,SKU,Barcode,Price\nTea,T1,9,2\n')
    if (!reading.ok) throw new Error(reading.reason)
    expect(planImport(reading.table.rows, only, target).rows[0]?.texts).toEqual({ name: 'Tea', price: '2' })
  })
})
