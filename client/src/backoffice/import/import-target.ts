import type { DepartmentId, ProductId } from '@evertill/crdt-model'
import type { Office, OfficeCatalog } from '../office-context.tsx'
import type { ImportTarget } from './plan-import.ts'
import { stableId } from './stable-id.ts'

/** The catalog as it is on this device, for a plan to be laid over it. */
export function importTarget(office: Office, catalog: OfficeCatalog): ImportTarget {
  const taxClasses = office.taxClasses() ?? []
  return {
    currency: catalog.currency,
    products: productsOf(office, catalog),
    departments: (office.departments() ?? []).filter(each => each.catalog === catalog.id && !each.archived),
    taxClasses,
    defaultTaxClass: taxClasses[0]?.id ?? null,
    productIdFor: key => stableId<ProductId>(`product/${catalog.id}`, key),
    departmentIdFor: name => stableId<DepartmentId>(`department/${catalog.id}`, name),
  }
}

function* productsOf(office: Office, catalog: OfficeCatalog) {
  for (const row of office.products().rows()) if (row.catalog === catalog.id) yield row
}
