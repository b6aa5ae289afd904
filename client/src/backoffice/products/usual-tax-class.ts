import type { CatalogId, DepartmentId, TaxClassId } from '@evertill/crdt-model'
import type { ProductRow } from '../../local/database.ts'

type Taxed = Pick<ProductRow, 'catalog' | 'department' | 'taxClass'>

/**
 * What a new product is taxed as until somebody says otherwise: as most of its department are, or as most of its catalog
 * where the department has none.
 * @returns null where nothing is taxed yet
 */
export function usualTaxClass(
  rows: Iterable<Taxed>,
  catalog: CatalogId,
  department: DepartmentId | null,
): TaxClassId | null {
  const inCatalog = new Map<TaxClassId, number>()
  const inDepartment = new Map<TaxClassId, number>()
  for (const row of rows) {
    if (row.catalog !== catalog || row.taxClass === null) continue
    inCatalog.set(row.taxClass, (inCatalog.get(row.taxClass) ?? 0) + 1)
    if (department === null || row.department !== department) continue
    inDepartment.set(row.taxClass, (inDepartment.get(row.taxClass) ?? 0) + 1)
  }
  return mostOf(inDepartment) ?? mostOf(inCatalog)
}

function mostOf(counts: ReadonlyMap<TaxClassId, number>): TaxClassId | null {
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}
