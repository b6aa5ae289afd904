import {
  type CurrencyCode,
  type DepartmentId,
  type Fields,
  type FieldValue,
  type Product,
  type ProductId,
  productFields,
  type RecordFieldProblem,
  type TaxClassId,
  type TaxRate,
  validateBarcode,
  validateDepartmentField,
  validateProductField,
} from '@evertill/crdt-model'
import type { ColumnMapping, ImportField } from './guess-columns.ts'
import type { CsvRow } from './read-csv.ts'
import { type PriceProblem, readPrice } from './read-price.ts'
import { readUnit } from './read-unit.ts'

/** What an import is laid over: the catalog as it is now. */
export interface ImportTarget {
  /** The currency of the catalog's prices. */
  readonly currency: CurrencyCode
  readonly products: Iterable<ExistingProduct>
  readonly departments: readonly { readonly id: DepartmentId; readonly name: string }[]
  readonly taxClasses: readonly {
    readonly id: TaxClassId
    readonly name: string
    readonly rates: readonly TaxRate[]
  }[]
  /** The tax class of new products whose row names none that exists. */
  readonly defaultTaxClass: TaxClassId | null
  /** The id that a new product of this key gets: the same on every device and in every run. */
  readonly productIdFor: (key: string) => ProductId
  readonly departmentIdFor: (name: string) => DepartmentId
}

export interface ExistingProduct {
  readonly id: ProductId
  readonly name: string
  readonly sku: string
  readonly barcodes: readonly string[]
  readonly price: number | null
  readonly department: DepartmentId | null
  readonly taxClass: TaxClassId | null
  readonly brand: string
}

export type ProblemCode =
  | RecordFieldProblem
  | PriceProblem
  | 'repeated-in-file'
  | 'rounded-by-spreadsheet'
  | 'unknown-tax'

export interface RowProblem {
  readonly field: ImportField
  readonly code: ProblemCode
  /** Whether the whole row is left out, or only this cell. */
  readonly leavesOut: 'row' | 'cell'
}

/** What an import does with one row. */
export type PlannedRow = {
  readonly line: number
  /** What the cells say, by field. */
  readonly texts: { readonly [Field in ImportField]?: string }
  readonly problems: readonly RowProblem[]
} & (
  | { readonly kind: 'new' | 'update'; readonly product: ProductId; readonly fields: Fields }
  /** The catalog says the same already. */
  | { readonly kind: 'same'; readonly product: ProductId }
  | { readonly kind: 'left-out' }
)

export interface ImportPlan {
  readonly rows: readonly PlannedRow[]
  readonly newDepartments: readonly { readonly id: DepartmentId; readonly name: string }[]
  readonly counts: { readonly [Kind in PlannedRow['kind']]: number }
}

/**
 * Works out what a file would change, row by row, and changes nothing. A row is recognised by its SKU, or without one
 * by its first barcode, or else by its name, so that the same file imported twice changes nothing the second time.
 */
export function planImport(
  rows: readonly CsvRow[],
  mapping: ColumnMapping,
  target: ImportTarget,
): ImportPlan {
  const planner = makePlanner(mapping, target)
  const planned = rows.map(row => planner.plan(row))
  const counts = { new: 0, update: 0, same: 0, 'left-out': 0 }
  for (const row of planned) counts[row.kind] += 1
  return { rows: planned, newDepartments: planner.newDepartments(), counts }
}

interface Cells {
  readonly texts: { [Field in ImportField]?: string }
  readonly problems: RowProblem[]
}

function makePlanner(mapping: ColumnMapping, target: ImportTarget) {
  const existing = indexProducts(target.products)
  const departments = new Map(target.departments.map(one => [plain(one.name), one.id]))
  const added = new Map<string, { id: DepartmentId; name: string }>()
  const seen = new Set<ProductId>()

  const departmentOf = (name: string): DepartmentId => {
    const known = departments.get(plain(name))
    if (known !== undefined) return known
    const id = target.departmentIdFor(plain(name))
    departments.set(plain(name), id)
    added.set(id, { id, name })
    return id
  }

  const plan = (row: CsvRow): PlannedRow => {
    const cells = readCells(row, mapping)
    const key = keyOf(cells.texts)
    const match = key === undefined ? undefined : existing.get(key)
    const values = readFields(cells, target)
    if (cells.texts.name === undefined && match === undefined) refuse(cells, 'name', 'required')
    const product = match?.id ?? (key === undefined ? undefined : target.productIdFor(key))
    if (product !== undefined && seen.has(product)) refuse(cells, keyField(cells.texts), 'repeated-in-file')
    const { texts, problems } = cells
    if (product === undefined || problems.some(problem => problem.leavesOut === 'row')) {
      return { kind: 'left-out', line: row.line, texts, problems }
    }
    seen.add(product)
    if (texts.department !== undefined) values.department = departmentOf(texts.department)
    if (match === undefined) {
      return { kind: 'new', line: row.line, texts, problems, product, fields: newProduct(values, target) }
    }
    const fields = changedFields(match, values)
    return Object.keys(fields).length === 0
      ? { kind: 'same', line: row.line, texts, problems, product }
      : { kind: 'update', line: row.line, texts, problems, product, fields }
  }
  return { plan, newDepartments: () => [...added.values()] }
}

/** The mapped cells of a row, empty ones left out. */
function readCells(row: CsvRow, mapping: ColumnMapping): Cells {
  const texts: Cells['texts'] = {}
  for (const [field, column] of Object.entries(mapping) as [ImportField, number | undefined][]) {
    const text = column === undefined ? '' : (row.cells[column] ?? '').replace(/\s+/g, ' ').trim()
    if (text !== '') texts[field] = text
  }
  return { texts, problems: [] }
}

/** What a row says of a product. */
type Values = { -readonly [Field in keyof Product]?: Product[Field] }

/** What the cells say, as product fields; a cell that says nothing usable is left out and noted. */
function readFields(cells: Cells, target: ImportTarget): Values {
  const values: Values = {}
  const { texts } = cells
  for (const field of ['name', 'sku', 'brand', 'family', 'variant'] as const) {
    const text = texts[field]
    if (text === undefined) continue
    const problem = validateProductField(field, text)
    if (problem === null) values[field] = text
    else refuse(cells, field, problem)
  }
  if (texts.department !== undefined) {
    const problem = validateDepartmentField('name', texts.department)
    if (problem !== null) refuse(cells, 'department', problem)
  }
  if (texts.barcode !== undefined) readBarcodes(cells, texts.barcode, values)
  if (texts.price !== undefined) {
    const reading = readPrice(texts.price, target.currency)
    if (reading.kind === 'problem') refuse(cells, 'price', reading.code)
    if (reading.kind === 'price') values.price = reading.minor
  }
  if (texts.unit !== undefined) {
    const unit = readUnit(texts.unit)
    if (unit === undefined) note(cells, 'unit', 'not-a-choice')
    else values.unit = unit
  }
  if (texts.taxClass !== undefined) {
    const taxClass = findTaxClass(texts.taxClass, target.taxClasses)
    if (taxClass === undefined) note(cells, 'taxClass', 'unknown-tax')
    else values.taxClass = taxClass
  }
  return values
}

/** Several barcodes in a cell are parted by commas, semicolons, bars or blanks. */
function readBarcodes(cells: Cells, text: string, values: Values): void {
  // A spreadsheet that took the code for a number wrote 5.0123E+12: its last digits are gone for good.
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(text)) {
    note(cells, 'barcode', 'rounded-by-spreadsheet')
    return
  }
  const codes = [...new Set(text.split(/[\s,;|]+/).filter(code => code !== ''))]
  const problem = codes.map(validateBarcode).find(found => found !== null)
  if (problem === undefined) values.barcodes = codes
  else note(cells, 'barcode', problem)
}

/** By name, or by the rate it says: `20`, `20 %`, `0.2`. */
function findTaxClass(text: string, classes: ImportTarget['taxClasses']): TaxClassId | undefined {
  const named = classes.find(one => plain(one.name) === plain(text))
  if (named !== undefined) return named.id
  const number = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)$/.exec(text)
  if (number === null) return undefined
  const millionths = Number(`${number[1]}${(number[2] ?? '').padEnd(4, '0')}`)
  const fraction = number[3] === '' && number[1] === '0' && millionths > 0
  const rate = fraction ? millionths * 100 : millionths
  return classes.find(one => one.rates.reduce((sum, each) => sum + each.rateMillionths, 0) === rate)?.id
}

function newProduct(values: Values, target: ImportTarget): Fields {
  return productFields({ taxClass: target.defaultTaxClass, price: null, ...values })
}

function changedFields(product: ExistingProduct, values: Values): Fields {
  const before: { readonly [field: string]: FieldValue } = { ...product }
  const entries = Object.entries(productFields(values)).filter(
    ([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value),
  )
  return Object.fromEntries(entries)
}

function refuse(cells: Cells, field: ImportField, code: ProblemCode): void {
  cells.problems.push({ field, code, leavesOut: 'row' })
}

function note(cells: Cells, field: ImportField, code: ProblemCode): void {
  cells.problems.push({ field, code, leavesOut: 'cell' })
}

function keyField(texts: Cells['texts']): ImportField {
  return texts.sku !== undefined ? 'sku' : texts.barcode !== undefined ? 'barcode' : 'name'
}

/** What a row is recognised by, with its kind before it, so that a SKU never meets a barcode. */
function keyOf(texts: Cells['texts']): string | undefined {
  const field = keyField(texts)
  const text = texts[field]
  if (text === undefined) return undefined
  return `${field}:${plain(field === 'barcode' ? (text.split(/[\s,;|]+/)[0] ?? '') : text)}`
}

function indexProducts(products: Iterable<ExistingProduct>): Map<string, ExistingProduct> {
  const index = new Map<string, ExistingProduct>()
  const add = (key: string, product: ExistingProduct) => {
    if (!index.has(key)) index.set(key, product)
  }
  for (const product of products) {
    if (product.sku !== '') add(`sku:${plain(product.sku)}`, product)
    for (const code of product.barcodes) add(`barcode:${plain(code)}`, product)
    add(`name:${plain(product.name)}`, product)
  }
  return index
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase().trim()
