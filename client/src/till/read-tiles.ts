import type { DepartmentId } from '@evertill/crdt-model'
import type { DepartmentRow, LocalDatabase, ProductRow } from '../local/database.ts'
import { tileRange } from '../local/tile-order.ts'

/** The first tab: quick keys of all departments. */
export const QUICK_KEYS = 'quick-keys'
export type TileFilter = typeof QUICK_KEYS | DepartmentId

export interface Tiles {
  readonly products: ProductRow[]
  readonly hasMore: boolean
}

/** How many quick keys of each department stand on the first tab. */
const QUICK_EACH = 24

/** The first tiles of a department in their order, by its index; never the whole catalog. */
export async function readTiles(
  database: Pick<LocalDatabase, 'products'>,
  filter: TileFilter,
  limit: number,
  departments: readonly DepartmentRow[],
): Promise<Tiles> {
  if (filter === QUICK_KEYS) {
    const each = await Promise.all(
      departments.map(({ id }) => read(database, tileRange(id, 'quick-keys'), QUICK_EACH)),
    )
    const quick = each.flat()
    if (quick.length > 0) return { products: quick, hasMore: false }
    // A shop that chose no quick keys starts with a few of everything.
    const some = await Promise.all(
      departments.map(({ id }) => read(database, tileRange(id, 'all'), QUICK_EACH / 4)),
    )
    return { products: some.flat(), hasMore: false }
  }
  const products = await read(database, tileRange(filter, 'all'), limit + 1)
  return { products: products.slice(0, limit), hasMore: products.length > limit }
}

function read(
  database: Pick<LocalDatabase, 'products'>,
  [from, to]: readonly [string, string],
  limit: number,
): Promise<ProductRow[]> {
  return database.products.where('tileOrder').between(from, to).limit(limit).toArray()
}
