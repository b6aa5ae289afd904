import type { UserId } from '@evertill/crdt-model'
import type { Database } from '../storage/database.ts'
import { endOtherSessions } from './end-sessions.ts'
import { hashPassword } from './password.ts'

/**
 * Sets a new password and ends the user's other sessions, in one transaction. A one-time link that is under way for
 * the account is worth nothing any more.
 * @param session the key of the session that asks: it stays.
 * @returns the keys of the sessions that ended.
 */
export async function changePassword(
  database: Database,
  user: UserId,
  password: string,
  session: string,
): Promise<string[]> {
  const hash = await hashPassword(password)
  return database.transaction(async tx => {
    await tx.query('update users set password_hash = $2 where id = $1', [user, hash])
    await tx.query('delete from password_resets where user_id = $1', [user])
    return endOtherSessions(tx, user, session)
  })
}
