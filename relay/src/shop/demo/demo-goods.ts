import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type DepartmentId,
  makeId,
  type Product,
  type ProductId,
  type StockDelta,
  type TaxClassId,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { PACKAGE_FOLDER } from '../../package-folder.ts'
import type { PlannedStore } from '../set-up-plan.ts'
import { parseCsv } from './parse-csv.ts'

/** What a demo store sells, with its stock at the opening. */
export interface DemoGoods {
  readonly departments: readonly { readonly id: DepartmentId; readonly name: string }[]
  readonly products: readonly { readonly id: ProductId; readonly fields: Partial<Product> }[]
  readonly openingStock: readonly StockDelta[]
}

/** The directory of the goods that come along with the relay. */
export const DEMO_GOODS = fileURLToPath(new URL('demo/', PACKAGE_FOLDER))

const count = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))

const demoRow = v.object({
  code: v.pipe(v.string(), v.minLength(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  department: v.pipe(v.string(), v.minLength(1)),
  /** Minor units. */
  price_minor: count,
  barcode: v.string(),
  brand: v.string(),
  minimum_age: count,
  cost_minor: count,
  /** Pieces. */
  opening_stock: count,
  quick_key: v.pipe(
    v.picklist(['0', '1']),
    v.transform(text => text === '1'),
  ),
  tax: v.picklist(['standard', 'zero']),
})
type DemoRow = v.InferOutput<typeof demoRow>

/** The goods of a demo store from its list. Ids are made of the codes: the same at every reading. */
export async function readDemoGoods(
  store: PlannedStore,
  goods: 'gifts' | 'liquor',
  directory: string = DEMO_GOODS,
): Promise<DemoGoods> {
  const text = await readFile(join(directory, `${goods}.csv`), 'utf8')
  const rows = v.parse(v.array(demoRow), parseCsv(text))
  const names = [...new Set(rows.map(row => row.department))].sort(otherLast)
  const departments = names.map((name, index) => ({ id: toId<DepartmentId>(`${goods}-${index + 1}`), name }))
  const departmentIds = new Map(departments.map(({ id, name }) => [name, id]))
  const products = rows.map(row => ({
    id: productId(goods, row.code),
    fields: productOf(row, departmentIds.get(row.department) ?? null, taxClassOf(store, row.tax)),
  }))
  const openingStock = rows.map(row => ({
    product: productId(goods, row.code),
    quantity: row.opening_stock * 1000,
  }))
  return { departments, products, openingStock: openingStock.filter(delta => delta.quantity > 0) }
}

function productOf(row: DemoRow, department: DepartmentId | null, taxClass: TaxClassId): Partial<Product> {
  return {
    name: row.name,
    sku: row.code,
    barcodes: row.barcode === '' ? [] : [row.barcode],
    price: row.price_minor,
    cost: row.cost_minor,
    department,
    taxClass,
    brand: row.brand,
    minimumAge: row.minimum_age,
    quickKey: row.quick_key,
  }
}

/** A store without a zero rate taxes everything by its only class. */
function taxClassOf(store: PlannedStore, tax: DemoRow['tax']): TaxClassId {
  const [standard, zero] = store.taxClasses
  if (!standard) throw new Error(`${store.name} must have a tax class`)
  return tax === 'zero' && zero ? zero.id : standard.id
}

function productId(goods: string, code: string): ProductId {
  return makeId<ProductId>(createHash('sha256').update(`${goods} ${code}`).digest())
}

function otherLast(a: string, b: string): number {
  if (a === 'Other' || b === 'Other') return a === b ? 0 : a === 'Other' ? 1 : -1
  return a < b ? -1 : 1
}
