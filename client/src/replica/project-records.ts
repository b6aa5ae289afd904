import {
  type CatalogId,
  type CustomerGroupId,
  type CustomerId,
  conflictsOf,
  currentVersion,
  type DepartmentId,
  isForgotten,
  type OrganisationId,
  type PersonId,
  type PriceListId,
  type Product,
  type ProductId,
  type PromotionId,
  productScanKeys,
  type QuickPageId,
  type RecordLog,
  type RecordState,
  readCatalog,
  readCustomer,
  readCustomerGroup,
  readDepartment,
  readOrganisation,
  readPerson,
  readPriceList,
  readProduct,
  readPromotion,
  readQuickPage,
  readStore,
  readTaxClass,
  readTill,
  type StoreId,
  type TaxClassId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { customerSortName, customerWords } from '../local/customer-words.ts'
import type {
  CatalogRow,
  ConflictRow,
  CustomerGroupRow,
  CustomerRow,
  DepartmentRow,
  OrganisationRow,
  PersonRow,
  PriceListRow,
  ProductRow,
  PromotionRow,
  QuickPageRow,
  StoreRow,
  TaxClassRow,
  TillRow,
} from '../local/database.ts'
import { familyKey } from '../local/product-family.ts'
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
    unit: product.unit,
    tare: product.tare,
    serialRequired: product.serialRequired,
    notDiscountable: product.notDiscountable,
    deposit: product.deposit,
    family: product.family,
    variant: product.variant,
    familyKey: familyKey(product.family) || null,
    picture: product.picture,
    conflicts: conflictsOf(record),
  }
}

export function searchableOf(record: RecordState): Searchable {
  const { value: product } = readProduct(record)
  return {
    name: [product.name, ...wordsBeside(product)].join(' '),
    brand: product.brand,
    codes: [product.sku, ...product.barcodes, ...productScanKeys(product)],
    archived: product.archived,
  }
}

/** What sets a variant apart, where its name does not say it. */
function wordsBeside({ name, family, variant }: Product): string[] {
  const known = name.toLowerCase()
  return [family, variant].filter(text => text !== '' && !known.includes(text.toLowerCase()))
}

export function quickPageRow(record: RecordState, catalog: CatalogId): QuickPageRow {
  const { value: page } = readQuickPage(record)
  return { ...page, id: toId<QuickPageId>(record.id), catalog, tiles: [...page.tiles] }
}

export function departmentRow(record: RecordState, catalog: CatalogId): DepartmentRow {
  return { ...readDepartment(record).value, id: toId<DepartmentId>(record.id), catalog }
}

export function promotionRow(record: RecordState, catalog: CatalogId): PromotionRow {
  return { ...readPromotion(record).value, id: toId<PromotionId>(record.id), catalog }
}

export function priceListRow(record: RecordState, catalog: CatalogId): PriceListRow {
  return { ...readPriceList(record).value, id: toId<PriceListId>(record.id), catalog }
}

export function organisationRow(record: RecordState): OrganisationRow {
  return { ...readOrganisation(record).value, id: toId<OrganisationId>(record.id) }
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
  const { name, archived, pin, badge, role, extraRights, withheldRights } = readPerson(record).value
  return {
    id: toId<PersonId>(record.id),
    name,
    store,
    archived,
    pin: pin && { ...pin },
    badge: badge && { ...badge },
    role,
    extraRights: [...extraRights],
    withheldRights: [...withheldRights],
  }
}

/** Null for a customer who is forgotten: of them there is no row. SPEC C9. */
export function customerRow(record: RecordState): CustomerRow | null {
  if (isForgotten(record)) return null
  const { forgotten: _, ...customer } = readCustomer(record).value
  return {
    ...customer,
    id: toId<CustomerId>(record.id),
    words: customerWords(customer),
    sortName: customerSortName(customer.name),
    conflicts: conflictsOf(record),
  }
}

export function customerGroupRow(record: RecordState): CustomerGroupRow {
  return { ...readCustomerGroup(record).value, id: toId<CustomerGroupId>(record.id) }
}

/** One row for each field of the record that holds more than one value. */
export function conflictRows(document: string, log: RecordLog, record: RecordState): ConflictRow[] {
  const rows: ConflictRow[] = []
  // What came in late of somebody who was forgotten is shown nowhere.
  if (log === 'customers' && isForgotten(record)) return rows
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
