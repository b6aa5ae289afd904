import { type AddUserRequest, type ResetCode, type StoreScope, toId, type UserId } from '@evertill/crdt-model'
import { hashPassword } from '../auth/password.ts'
import { makePasswordReset } from '../auth/password-reset.ts'
import { randomId } from '../auth/random-id.ts'
import { storedScope, type User } from '../auth/user.ts'
import type { Database } from '../storage/database.ts'

export type AddUserOutcome =
  | {
      readonly kind: 'added'
      readonly user: UserId
      /** With what the person sets a password, unless one was given. */
      readonly reset: ResetCode | null
    }
  | { readonly kind: 'email-taken' }

/** Adds an owner or a manager. Without a password the account waits for the person to set one by a one-time link. */
export async function addUser(
  database: Database,
  owner: User,
  request: Omit<AddUserRequest, 'stores'> & { readonly stores: StoreScope },
  now: number,
): Promise<AddUserOutcome> {
  const { name, email, role, password } = request
  const hash = password === undefined ? null : await hashPassword(password)
  const stores = role === 'owner' ? null : storedScope(request.stores)
  return database.transaction(async tx => {
    const [row] = await tx.query<{ id: string }>(
      `insert into users (id, organisation, email, name, role, stores, password_hash)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict (email) do nothing returning id`,
      [randomId<UserId>(), owner.organisation, email, name, role, stores, hash],
    )
    if (!row) return { kind: 'email-taken' }
    const user = toId<UserId>(row.id)
    const reset = hash === null ? await makePasswordReset(tx, user, owner.id, false, now) : null
    return { kind: 'added', user, reset }
  })
}
