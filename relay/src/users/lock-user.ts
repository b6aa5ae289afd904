import type { OrganisationId, UserId, UserRole } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

export interface LockedUser {
  readonly name: string
  readonly role: UserRole
  readonly stores: unknown
}

/** Owners are locked with it, in one order: two owners who demote each other at once must not both succeed. */
export async function lockUser(
  tx: Queryable,
  organisation: OrganisationId,
  user: UserId,
): Promise<LockedUser | undefined> {
  await tx.query(
    "select id from users where organisation = $1 and (role = 'owner' or id = $2) order by id for update",
    [organisation, user],
  )
  const [row] = await tx.query<LockedUser>(
    'select name, role, stores from users where id = $1 and organisation = $2',
    [user, organisation],
  )
  return row
}

/** Whether this is the only owner who can sign in. */
export async function isLastOwner(
  tx: Queryable,
  organisation: OrganisationId,
  user: UserId,
): Promise<boolean> {
  const owners = await tx.query<{ id: string }>(
    `select id from users where organisation = $1 and role = 'owner' and revoked_at is null
       and password_hash is not null`,
    [organisation],
  )
  return owners.length === 1 && owners[0]?.id === user
}
