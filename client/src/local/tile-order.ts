import type { DepartmentId } from '@evertill/crdt-model'

const QUICK = '0'
const OTHER = '1'

/**
 * The sort key of a product's tile: by department, quick keys first, then by name. It is an indexed column, so that
 * the first tiles of a department are read in order, however many products the catalog has.
 * @returns empty for a product that has no tile (archived, or in no department).
 */
export function tileOrder(product: {
  readonly department: DepartmentId | null
  readonly archived: boolean
  readonly quickKey: boolean
  readonly name: string
  /** Variants stand where their family does. */
  readonly family?: string
}): string {
  if (product.archived || product.department === null) return ''
  const rank = product.quickKey ? QUICK : OTHER
  const name = product.family?.trim() || product.name
  return `${product.department}|${rank}|${name.slice(0, 40).toLowerCase()}`
}

/** The range of keys that hold all tiles of a department, or only its quick keys. */
export function tileRange(department: DepartmentId, which: 'all' | 'quick-keys'): [from: string, to: string] {
  const prefix = which === 'all' ? `${department}|` : `${department}|${QUICK}|`
  return [prefix, `${prefix}\uffff`]
}
