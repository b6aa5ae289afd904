import { saleMoves } from '@evertill/crdt-model'
import { rebuildProjection } from '../src/projection/rebuild.ts'
import type { Database } from '../src/storage/database.ts'
import { openPostgresqlDatabase } from '../src/storage/postgresql-database.ts'
import { openShopDatabase } from '../src/storage/shop-database.ts'
import { until } from '../test/harness/until.ts'
import type { SoakTill } from './soak-till.ts'

/**
 * Whether the rows for reports say what the tills sold, and what a fold of the documents says: each sale once with its
 * total, and the stock that they moved.
 * @param patienceMs how long the rows may take to follow their documents
 */
export async function projectionEqualsTheFold(
  databaseUrl: string,
  tills: readonly SoakTill[],
  patienceMs: number,
): Promise<string[]> {
  const database = openPostgresqlDatabase(databaseUrl, { maxConnections: 2 })
  try {
    const sold = tills.reduce((sum, till) => sum + till.kept.length, 0)
    const isThere = async () => (await countRows(database, 'journal_entries')) === sold
    // What is missing for ever is named below.
    await until('every entry has its row', isThere, patienceMs).catch(() => {})
    return [
      ...(await differingSales(database, tills)),
      ...(await differingStock(database, tills)),
      ...(await differingFromRebuilt(database)),
    ]
  } finally {
    await database.close()
  }
}

async function countRows(database: Database, table: 'journal_entries' | 'sales'): Promise<number> {
  const [row] = await database.query<{ count: number }>(`select count(*) as count from ${table}`)
  return row?.count ?? 0
}

async function differingSales(database: Database, tills: readonly SoakTill[]): Promise<string[]> {
  const rows = await database.query<{ till: string; number: number; total: number }>(
    'select till, number, total from sales',
  )
  const totals = new Map(rows.map(row => [`${row.till}.${row.number}`, row.total]))
  const wrong = tills.flatMap(({ identity, kept }) =>
    kept.flatMap(({ sealed, event }) => {
      const key = `${identity.till}.${sealed.entry.number}`
      const total = totals.get(key)
      return total === event.total ? [] : [`the row of sale ${key} says ${total}, it was ${event.total}`]
    }),
  )
  const sold = tills.reduce((sum, till) => sum + till.kept.length, 0)
  return rows.length === sold ? wrong : [...wrong, `${rows.length} rows of sales, ${sold} were made`]
}

async function differingStock(database: Database, tills: readonly SoakTill[]): Promise<string[]> {
  const rows = await database.query<{ product: string; moved: number }>(
    'select product, sum(quantity) as moved from stock_movements group by product',
  )
  const moved = new Map(rows.map(row => [row.product, row.moved]))
  const sold = new Map<string, number>()
  for (const { product, quantity } of tills
    .flatMap(till => till.kept)
    .flatMap(({ event }) => saleMoves(event)))
    sold.set(product, (sold.get(product) ?? 0) + quantity)
  return [...new Set([...moved.keys(), ...sold.keys()])]
    .filter(product => moved.get(product) !== sold.get(product))
    .map(product => `rows say that ${moved.get(product)} of ${product} moved, journals ${sold.get(product)}`)
}

async function differingFromRebuilt(database: Database): Promise<string[]> {
  const { differed, differences, blocked, caughtUp } = await rebuildProjection(
    await openShopDatabase(database),
  )
  return [
    ...Object.entries(differed).map(
      ([table, count]) => `${count} rows of ${table} were not what documents say`,
    ),
    ...differences.slice(0, 5).map(difference => JSON.stringify(difference)),
    ...blocked.map(({ document, findings }) => `${document} is blocked: ${JSON.stringify(findings)}`),
    ...(caughtUp > 0 ? [`${caughtUp} entries had no row`] : []),
  ]
}
