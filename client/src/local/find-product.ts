import { scanKeys } from '@evertill/crdt-model'
import type { LocalDatabase, ProductRow } from './database.ts'

/**
 * The products that carry a scanned or typed code: none, one, or several when two products were given the same
 * barcode. Archived products are left out. One index lookup per canonical key of the code.
 */
export async function findByScan(database: LocalDatabase, text: string): Promise<ProductRow[]> {
  const keys = scanKeys(text)
  if (keys.length === 0) return []
  const rows = await database.products.where('scanKeys').anyOf(keys).distinct().toArray()
  return rows.filter(row => !row.archived)
}
