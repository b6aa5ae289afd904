import type { OrganisationId, StoreScope, UserId, UserRole } from '@evertill/crdt-model'
import { storedScope, toStoreScope } from '../auth/user.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { isLastOwner, lockUser } from './lock-user.ts'

/** What may be changed of an account; what is not given stays. */
export interface UserChange {
  readonly name?: string | undefined
  readonly role?: UserRole | undefined
  readonly stores?: StoreScope | undefined
}

export type ChangeUserOutcome =
  | {
      readonly kind: 'changed'
      /** Keys of the account's sessions when its rights changed: their sockets were opened with other ones. */
      readonly affected: readonly string[]
    }
  | { readonly kind: 'unknown' | 'last-owner' }

/** Changes name, role or stores of an account. The shop keeps at least one owner who can sign in. */
export function changeUser(
  database: Database,
  organisation: OrganisationId,
  user: UserId,
  change: UserChange,
): Promise<ChangeUserOutcome> {
  return database.transaction(async tx => {
    const before = await lockUser(tx, organisation, user)
    if (!before) return { kind: 'unknown' }
    const role = change.role ?? before.role
    if (role !== 'owner' && (await isLastOwner(tx, organisation, user))) return { kind: 'last-owner' }
    const scope = toStoreScope(before.stores)
    const stores = role === 'owner' ? null : storedScope(change.stores ?? scope)
    const keepsRights = role === before.role && stores === storedScope(scope)
    await tx.query('update users set name = $2, role = $3, stores = $4::jsonb where id = $1', [
      user,
      change.name ?? before.name,
      role,
      stores,
    ])
    return { kind: 'changed', affected: keepsRights ? [] : await sessionKeysOf(tx, user) }
  })
}

async function sessionKeysOf(tx: Queryable, user: UserId): Promise<string[]> {
  const rows = await tx.query<{ key: string }>(
    "select encode(id_hash, 'hex') as key from sessions where user_id = $1",
    [user],
  )
  return rows.map(row => row.key)
}
