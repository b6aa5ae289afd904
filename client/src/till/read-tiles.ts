import type { DepartmentId, QuickPageId } from '@evertill/crdt-model'
import type { DepartmentRow, LocalDatabase, ProductRow } from '../local/database.ts'
import { tileRange } from '../local/tile-order.ts'

/** Which tiles are shown: a page that a manager laid out, quick keys of all departments, or a department's products. */
export type TileFilter =
  | { readonly kind: 'page'; readonly id: QuickPageId }
  | { readonly kind: 'quick-keys' }
  | { readonly kind: 'department'; readonly id: DepartmentId }

export interface Tiles {
  readonly products: ProductRow[]
  readonly hasMore: boolean
}

/** How many quick keys of each department stand on their tab. */
const QUICK_EACH = 24

type Tables = Pick<LocalDatabase, 'products' | 'quickPages'>

/** The first tiles in their order, by an index; never the whole catalog. */
export async function readTiles(
  database: Tables,
  filter: TileFilter,
  limit: number,
  departments: readonly DepartmentRow[],
): Promise<Tiles> {
  switch (filter.kind) {
    case 'page':
      return { products: await readPage(database, filter.id), hasMore: false }
    case 'quick-keys':
      return { products: await readQuickKeys(database, departments), hasMore: false }
    case 'department': {
      const products = await read(database, tileRange(filter.id, 'all'), limit + 1)
      return { products: products.slice(0, limit), hasMore: products.length > limit }
    }
  }
}

/** The products of a page in its order; what is archived has no tile. */
async function readPage(database: Tables, id: QuickPageId): Promise<ProductRow[]> {
  const page = await database.quickPages.get(id)
  const rows = await database.products.bulkGet(page?.tiles ?? [])
  return rows.filter(row => row !== undefined).filter(row => !row.archived)
}

async function readQuickKeys(database: Tables, departments: readonly DepartmentRow[]): Promise<ProductRow[]> {
  const each = await Promise.all(
    departments.map(({ id }) => read(database, tileRange(id, 'quick-keys'), QUICK_EACH)),
  )
  const quick = each.flat()
  if (quick.length > 0) return quick
  // A shop that chose no quick keys starts with a few of everything.
  const some = await Promise.all(
    departments.map(({ id }) => read(database, tileRange(id, 'all'), QUICK_EACH / 4)),
  )
  return some.flat()
}

function read(database: Tables, [from, to]: readonly [string, string], limit: number): Promise<ProductRow[]> {
  return database.products.where('tileOrder').between(from, to).limit(limit).toArray()
}
