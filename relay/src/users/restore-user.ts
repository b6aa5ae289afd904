import type { OrganisationId, UserId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/** Lets a revoked account in again, with its password and second step as they were. @returns false when unknown. */
export async function restoreUser(
  database: Queryable,
  organisation: OrganisationId,
  user: UserId,
): Promise<boolean> {
  const found = await database.query(
    'update users set revoked_at = null where id = $1 and organisation = $2 returning id',
    [user, organisation],
  )
  return found.length > 0
}
