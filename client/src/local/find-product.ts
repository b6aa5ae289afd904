import { scanKeys } from '@evertill/crdt-model'
import type { LocalDatabase, ProductRow } from './database.ts'

/**
 * The products that carry a scanned or typed code: none, one, or several when two products were given the same
 * barcode. A code that may be read two ways is what its first reading finds, if that finds anything (SPEC B5).
 * Archived products are left out unless asked for. One index lookup for each reading, all at once.
 */
export async function findByScan(
  database: LocalDatabase,
  text: string,
  includeArchived = false,
): Promise<ProductRow[]> {
  const readings = await Promise.all(
    scanKeys(text).map(key => database.products.where('scanKeys').equals(key).toArray()),
  )
  const wanted = readings.map(rows => rows.filter(row => includeArchived || !row.archived))
  return wanted.find(rows => rows.length > 0) ?? []
}
