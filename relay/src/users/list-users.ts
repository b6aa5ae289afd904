import type { OrganisationId, UserAccount, UserId, UserRole } from '@evertill/crdt-model'
import { toStoreScope } from '../auth/user.ts'
import type { Queryable } from '../storage/database.ts'

/** Every owner and manager of the organisation, also those that were shut out. */
export function listUsers(database: Queryable, organisation: OrganisationId): Promise<UserAccount[]> {
  return readUsers(database, 'u.organisation = $1', [organisation])
}

/** One of them, or undefined when there is none of this id in the organisation. */
export async function findUser(
  database: Queryable,
  organisation: OrganisationId,
  user: UserId,
): Promise<UserAccount | undefined> {
  const [found] = await readUsers(database, 'u.organisation = $1 and u.id = $2', [organisation, user])
  return found
}

interface AccountRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly stores: unknown
  readonly revoked: boolean
  readonly invited: boolean
  readonly second_step: boolean
  readonly last_used_at: Date | null
}

async function readUsers(
  database: Queryable,
  which: string,
  parameters: readonly string[],
): Promise<UserAccount[]> {
  const rows = await database.query<AccountRow>(
    `select u.id, u.name, u.email, u.role, u.stores, u.revoked_at is not null as revoked,
       u.password_hash is null as invited, u.totp_since is not null as second_step,
       (select max(last_used_at) from sessions s where s.user_id = u.id and s.expires_at > now()) as last_used_at
     from users u where ${which} order by u.role desc, lower(u.name), u.id`,
    parameters,
  )
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    stores: row.stores === null ? 'all' : [...toStoreIds(row.stores)],
    state: row.revoked ? 'revoked' : row.invited ? 'invited' : 'active',
    secondStep: row.second_step,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  }))
}

function toStoreIds(stored: unknown) {
  const scope = toStoreScope(stored)
  return scope === 'all' ? [] : scope
}
