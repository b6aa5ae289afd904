import type { OrganisationId, UserId } from '@evertill/crdt-model'
import { endAllSessions } from '../auth/end-sessions.ts'
import type { Database } from '../storage/database.ts'
import { isLastOwner, lockUser } from './lock-user.ts'

export type RevokeUserOutcome =
  | {
      readonly kind: 'revoked'
      /** The keys of the sessions that ended. */
      readonly ended: readonly string[]
    }
  | { readonly kind: 'unknown' | 'last-owner' }

/**
 * Shuts an account out: ends its sessions, and what it made for others and nobody used yet: links and codes of tills.
 * Doing it twice is fine.
 */
export function revokeUser(
  database: Database,
  organisation: OrganisationId,
  user: UserId,
  now: number,
): Promise<RevokeUserOutcome> {
  return database.transaction(async tx => {
    if (!(await lockUser(tx, organisation, user))) return { kind: 'unknown' }
    if (await isLastOwner(tx, organisation, user)) return { kind: 'last-owner' }
    await tx.query('update users set revoked_at = coalesce(revoked_at, $2) where id = $1', [
      user,
      new Date(now),
    ])
    await tx.query('delete from password_resets where user_id = $1 or created_by = $1', [user])
    await tx.query('delete from enrollment_codes where created_by = $1 and used_at is null', [user])
    return { kind: 'revoked', ended: await endAllSessions(tx, user) }
  })
}
