import { type StoreId, type TillId, toId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/** The store of a till, as its newest enrolment has it; undefined when it never had a device. */
export async function storeOfTill(database: Queryable, till: TillId): Promise<StoreId | undefined> {
  const [row] = await database.query<{ store: string }>(
    'select store from devices where till = $1 order by epoch desc limit 1',
    [till],
  )
  return row && toId<StoreId>(row.store)
}
