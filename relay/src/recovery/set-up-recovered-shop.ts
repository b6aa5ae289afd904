import { type OrganisationId, parseId, type RecoverySetupRequest, type UserId } from '@evertill/crdt-model'
import { hashPassword } from '../auth/password.ts'
import { randomId } from '../auth/random-id.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import { openRecovery } from './recovery-window.ts'

export type RecoveredSetUp =
  | {
      readonly kind: 'set-up'
      readonly owner: {
        readonly id: UserId
        readonly name: string
        readonly email: string
        readonly passwordHash: string
      }
      readonly organisation: { readonly id: OrganisationId; readonly name: string }
    }
  | { readonly kind: 'already-set-up' }

/**
 * Sets a shop up without any document: those are brought back by its tills. One transaction makes the owner's account
 * and opens the recovery. The code must have been checked.
 */
export async function setUpRecoveredShop(
  database: ShopDatabase,
  request: RecoverySetupRequest,
  now: number,
): Promise<RecoveredSetUp> {
  const organisation = { id: database.organisation, name: request.shopName }
  const owner = {
    id: (request.user === null ? undefined : parseId<UserId>(request.user)) ?? randomId<UserId>(),
    name: request.owner.name,
    email: request.owner.email,
    passwordHash: await hashPassword(request.owner.password),
  }
  return database.transaction(async tx => {
    const [begun] = await tx.query('select 1 as found from setup_attempts')
    const made = await tx.query(
      `insert into organisations (id, name, kind) values ($1, $2, 'own') on conflict do nothing returning id`,
      [organisation.id, organisation.name],
    )
    if (begun !== undefined || made.length === 0) return { kind: 'already-set-up' }
    await tx.query(
      `insert into users (id, organisation, email, name, role, password_hash) values ($1, $2, $3, $4, 'owner', $5)`,
      [owner.id, organisation.id, owner.email, owner.name, owner.passwordHash],
    )
    await openRecovery(tx, owner.id, now)
    return { kind: 'set-up', owner, organisation }
  })
}
