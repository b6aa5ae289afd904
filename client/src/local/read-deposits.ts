import { type ProductId, parseId } from '@evertill/crdt-model'
import type { LocalDatabase, ProductRow } from './database.ts'

/** The products that others name as their deposit, by id: a few, however many are sold in bottles. */
export async function readDeposits(
  database: Pick<LocalDatabase, 'products'>,
): Promise<ReadonlyMap<ProductId, ProductRow>> {
  const keys = await database.products.orderBy('deposit').uniqueKeys()
  const ids = keys.map(key => parseId<ProductId>(String(key))).filter(id => id !== undefined)
  const rows = await database.products.bulkGet(ids)
  return new Map(rows.flatMap(row => (row === undefined || row.archived ? [] : [[row.id, row] as const])))
}
