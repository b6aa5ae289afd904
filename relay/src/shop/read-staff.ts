import { type PersonId, readPerson, type StoreId, toId } from '@evertill/crdt-model'
import type { SyncHub } from '../sync/sync-hub.ts'
import { recordsOf } from './read-shop.ts'

/** The names of everybody who ever could sign in at the tills of these stores. */
export async function readStaffNames(
  hub: Pick<SyncHub, 'read'>,
  stores: Iterable<StoreId>,
): Promise<Map<PersonId, string>> {
  const names = new Map<PersonId, string>()
  for (const store of stores) {
    const people = await hub.read({ kind: 'staff', store }, doc =>
      recordsOf(doc, 'people').map(record => ({ id: record.id, name: readPerson(record).value.name })),
    )
    for (const { id, name } of people) names.set(toId<PersonId>(id), name)
  }
  return names
}
