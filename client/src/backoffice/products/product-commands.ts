import {
  type CatalogId,
  type Fields,
  type Product,
  type ProductId,
  productFields,
} from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { showToast } from '../../ui/toast.tsx'
import { fieldWords } from '../field-words.ts'
import type { Office } from '../office-context.tsx'
import { newId, type Write, type WriteTarget, writeRecords, writeWithUndo } from '../record-write.ts'

/** Where the products of a catalog are written. */
export function productsOf(catalog: CatalogId): WriteTarget {
  return { document: `catalog/${catalog}`, log: 'products' }
}

/** Changes one product and offers to undo it. A value that is there already, alone, is not written. */
export async function changeProduct(
  office: Office,
  row: ProductRow,
  values: Partial<Product>,
): Promise<void> {
  const fields = changedFields(row, productFields(values))
  const [first] = Object.keys(fields)
  if (first === undefined) return
  const said = t('office.products.saved', {
    field: fieldWords(first),
    name: row.name || t('office.products.unnamed'),
  })
  await writeWithUndo(office.replica, productsOf(row.catalog), {
    writes: [{ record: row.id, fields }],
    before: [{ record: row.id, fields: fieldsBefore(row, fields) }],
    said,
  })
}

/** Changes many products in one go, each by its own values, and offers to undo all of it. */
export async function changeProducts(
  office: Office,
  rows: readonly ProductRow[],
  valuesOf: (row: ProductRow) => Partial<Product>,
  said: (count: number) => string,
): Promise<void> {
  const byCatalog = new Map<CatalogId, { writes: Write[]; before: Write[] }>()
  for (const row of rows) {
    const fields = changedFields(row, productFields(valuesOf(row)))
    if (Object.keys(fields).length === 0) continue
    const group = byCatalog.get(row.catalog) ?? { writes: [], before: [] }
    group.writes.push({ record: row.id, fields })
    group.before.push({ record: row.id, fields: fieldsBefore(row, fields) })
    byCatalog.set(row.catalog, group)
  }
  for (const [catalog, group] of byCatalog) {
    await writeWithUndo(office.replica, productsOf(catalog), { ...group, said: said(group.writes.length) })
  }
}

/** Adds a product. @returns its id, or undefined when it could not be stored. */
export async function addProduct(
  office: Office,
  catalog: CatalogId,
  product: Partial<Product> & { readonly name: string },
): Promise<ProductId | undefined> {
  const id = newId<ProductId>()
  const fields = productFields({ price: null, department: null, taxClass: null, ...product })
  if (!(await writeRecords(office.replica, productsOf(catalog), [{ record: id, fields }]))) return undefined
  showToast({ text: t('office.products.created', { name: product.name }) })
  return id
}

/** A field in conflict is written even with the value that is shown: writing is what settles it. */
function changedFields(row: ProductRow, fields: Fields): Fields {
  const before: { readonly [field: string]: unknown } = { ...row }
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) =>
        row.conflicts.includes(field) || JSON.stringify(before[field]) !== JSON.stringify(value),
    ),
  )
}

function fieldsBefore(row: ProductRow, fields: Fields): Fields {
  const { name, sku, barcodes, price, department, taxClass, brand, minimumAge, archived, quickKey } = row
  const { unit = 'piece', tare = 0, serialRequired = false, notDiscountable = false } = row
  const { deposit = null, family = '', variant = '', picture = null } = row
  const all = productFields({
    name,
    sku,
    barcodes,
    price,
    department,
    taxClass,
    brand,
    minimumAge,
    archived,
    quickKey,
    unit,
    tare,
    serialRequired,
    notDiscountable,
    deposit,
    family,
    variant,
    picture,
  })
  return Object.fromEntries(Object.entries(all).filter(([field]) => field in fields))
}
