import type { UserId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/**
 * Ends sessions of a user, as part of whatever makes them worth nothing. When the transaction is committed, hand the
 * result to `closeSocketsOf`: a deleted session does not close its open sockets by itself.
 * @returns the keys of the sessions that ended.
 */
export function endAllSessions(tx: Queryable, user: UserId): Promise<string[]> {
  return endSessions(tx, 'user_id = $1', [user])
}

/** Ends all but the session of this key. @returns the keys of those that ended. */
export function endOtherSessions(tx: Queryable, user: UserId, kept: string): Promise<string[]> {
  return endSessions(tx, "user_id = $1 and id_hash <> decode($2, 'hex')", [user, kept])
}

/** Ends the one session that `listSessions` gave this id. @returns its key, or nothing when it is no session. */
export function endSession(tx: Queryable, user: UserId, id: string): Promise<string[]> {
  return endSessions(tx, `user_id = $1 and ${SESSION_ID} = $2`, [user, id])
}

/** A session as its user is shown it: half of its key, enough to name it and too little to look for its secret. */
export const SESSION_ID = "left(encode(id_hash, 'hex'), 32)"

async function endSessions(tx: Queryable, which: string, parameters: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ key: string }>(
    `delete from sessions where ${which} returning encode(id_hash, 'hex') as key`,
    parameters,
  )
  return rows.map(row => row.key)
}
