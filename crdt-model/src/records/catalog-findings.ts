import { storedKey } from '../barcode/scan-key.ts'
import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'
import type { Department } from './department.ts'
import type { CatalogFinding } from './finding.ts'
import type { Product } from './product.ts'

type CheckedProduct = { readonly id: ProductId } & Pick<
  Product,
  'barcodes' | 'department' | 'taxClass' | 'archived'
>
type CheckedDepartment = { readonly id: DepartmentId } & Pick<Department, 'archived'>

/**
 * What does not fit together in a catalog. Archived products are left out: nobody sells them. In the order of the
 * products given, duplicates last. SPEC C5.
 */
export function catalogFindings(
  products: readonly CheckedProduct[],
  departments: readonly CheckedDepartment[],
  taxClasses: readonly { readonly id: TaxClassId }[],
): CatalogFinding[] {
  const sold = products.filter(product => !product.archived)
  const departmentsById = new Map(departments.map(department => [department.id, department]))
  const taxClassIds = new Set(taxClasses.map(taxClass => taxClass.id))
  return [
    ...sold.flatMap(product => [
      ...departmentFindings(product, departmentsById),
      ...taxClassFindings(product, taxClassIds),
    ]),
    ...duplicateBarcodes(sold),
  ]
}

function departmentFindings(
  { id, department }: CheckedProduct,
  departments: ReadonlyMap<DepartmentId, CheckedDepartment>,
): CatalogFinding[] {
  if (department === null) return []
  const found = departments.get(department)
  if (found === undefined) return [{ code: 'department-missing', product: id, department }]
  return found.archived ? [{ code: 'department-archived', product: id, department }] : []
}

function taxClassFindings(
  { id, taxClass }: CheckedProduct,
  taxClasses: ReadonlySet<TaxClassId>,
): CatalogFinding[] {
  if (taxClass === null || taxClasses.has(taxClass)) return []
  return [{ code: 'tax-class-missing', product: id, taxClass }]
}

function duplicateBarcodes(products: readonly CheckedProduct[]): CatalogFinding[] {
  const owners = new Map<string, Set<ProductId>>()
  for (const product of products) {
    for (const barcode of product.barcodes) {
      const key = storedKey(barcode)
      if (key !== undefined) owners.set(key, (owners.get(key) ?? new Set()).add(product.id))
    }
  }
  return [...owners]
    .filter(([, ids]) => ids.size > 1)
    .map(([barcode, ids]) => ({ code: 'duplicate-barcode', barcode, products: [...ids] }))
}
