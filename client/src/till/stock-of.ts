import type { ProductId } from '@evertill/crdt-model'
import { type Accessor, createMemo } from 'solid-js'
import type { ProductRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'

/** What is on hand of the shown products (thousandths), as the store's writers know it. Absent: not counted. */
export function createStockOf(
  products: Accessor<readonly ProductRow[]>,
): Accessor<ReadonlyMap<ProductId, number>> {
  const database = useLocalDatabase()
  const rows = createLiveQuery(() => database.stock.bulkGet(products().map(product => product.id)))
  return createMemo(() => {
    const known = (rows() ?? []).filter(row => row !== undefined)
    return new Map(known.map(row => [row.product, row.onHand]))
  })
}
