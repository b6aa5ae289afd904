import {
  type CatalogId,
  conflictsOf,
  currentVersion,
  type DepartmentId,
  type PersonId,
  type ProductId,
  productScanKeys,
  type RecordLog,
  type RecordState,
  readCatalog,
  readDepartment,
  readPerson,
  readProduct,
  readStore,
  readTaxClass,
  readTill,
  type StoreId,
  type TaxClassId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type {
  CatalogRow,
  ConflictRow,
  DepartmentRow,
  PersonRow,
  ProductRow,
  StoreRow,
  TaxClassRow,
  TillRow,
} from '../local/database.ts'
import { tileOrder } from '../local/tile-order.ts'
import type { Searchable } from './search-index.ts'

/** Rows of the projection, from records as their folds show them. Pure; ids of records are checked by the fold. */

export function productRow(record: RecordState, catalog: CatalogId): ProductRow {
  const { value: product } = readProduct(record)
  return {
    id: toId<ProductId>(record.id),
    catalog,
    name: product.name,
    sku: product.sku,
    barcodes: [...product.barcodes],
    scanKeys: productScanKeys(product),
    price: product.price,
    department: product.department,
    taxClass: product.taxClass,
    brand: product.brand,
    minimumAge: product.minimumAge,
    archived: product.archived,
    quickKey: product.quickKey,
    tileOrder: tileOrder(product),
    conflicts: conflictsOf(record),
  }
}

export function searchableOf(record: RecordState): Searchable {
  const { value: product } = readProduct(record)
  return {
    name: product.name,
    brand: product.brand,
    codes: [product.sku, ...product.barcodes, ...productScanKeys(product)],
    archived: product.archived,
  }
}

export function departmentRow(record: RecordState, catalog: CatalogId): DepartmentRow {
  return { ...readDepartment(record).value, id: toId<DepartmentId>(record.id), catalog }
}

export function taxClassRow(record: RecordState): TaxClassRow {
  const { name, rates } = readTaxClass(record).value
  return { id: toId<TaxClassId>(record.id), name, rates: [...rates] }
}

export function storeRow(record: RecordState): StoreRow {
  const { value: store } = readStore(record)
  return {
    ...store,
    id: toId<StoreId>(record.id),
    address: [...store.address],
  }
}

export function catalogRow(record: RecordState): CatalogRow {
  return { ...readCatalog(record).value, id: toId<CatalogId>(record.id) }
}

export function tillRow(record: RecordState): TillRow {
  return { ...readTill(record).value, id: toId<TillId>(record.id) }
}

export function personRow(record: RecordState, store: StoreId): PersonRow {
  const { name, archived, pin } = readPerson(record).value
  return { id: toId<PersonId>(record.id), name, store, archived, pin: pin && { ...pin } }
}

/** One row for each field of the record that holds more than one value. */
export function conflictRows(document: string, log: RecordLog, record: RecordState): ConflictRow[] {
  const rows: ConflictRow[] = []
  for (const [field, state] of record.fields) {
    if (state.kind !== 'conflict') continue
    rows.push({
      key: [document, log, record.id, field].join('|'),
      document,
      log,
      record: record.id,
      title: titleOf(record),
      field,
      versions: [...state.versions],
    })
  }
  return rows
}

function titleOf(record: RecordState): string {
  const name = currentVersion(record, 'name')?.value
  return typeof name === 'string' && name !== '' ? name : record.id
}
