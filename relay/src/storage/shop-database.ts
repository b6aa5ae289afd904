import { type OrganisationId, toId } from '@evertill/crdt-model'
import type { Database, Queryable } from './database.ts'

/**
 * The tables of one organisation. Their keys start with its id, so every statement on them says `organisation = …`
 * first: by that it finds its index, and on a cluster the one node that has the rows.
 */
export interface ShopQueryable extends Queryable {
  readonly organisation: OrganisationId
}

export interface ShopDatabase extends Omit<Database, 'transaction'>, ShopQueryable {
  transaction<Result>(work: (tx: ShopQueryable) => Promise<Result>): Promise<Result>
}

/**
 * The database of the organisation that it belongs to, which has its id from the beginning: before its shop is set up.
 * @param database its schema is up to date
 */
export async function openShopDatabase(database: Database): Promise<ShopDatabase> {
  const [row] = await database.query<{ organisation: string }>('select organisation from relay')
  if (row === undefined) throw new Error('a migrated database must have an organisation')
  return shopDatabase(database, toId<OrganisationId>(row.organisation))
}

export function shopDatabase(database: Database, organisation: OrganisationId): ShopDatabase {
  return {
    ...database,
    organisation,
    transaction: work => database.transaction(tx => work({ ...tx, organisation })),
  }
}
