import { type ResetCode, toId, type UserId } from '@evertill/crdt-model'
import type { Database, Queryable } from '../storage/database.ts'
import { endAllSessions } from './end-sessions.ts'
import { hashPassword } from './password.ts'
import { formatReadableCode, makeReadableCode, parseReadableCode } from './readable-code.ts'
import { removeSecondStep } from './second-step.ts'
import { sha256 } from './sha256.ts'

/** 59 bits: good for a day, where a code of a till has 40 and a quarter of an hour. */
const CODE_LENGTH = 12
const LIFETIME_MS = 24 * 3600 * 1000

/**
 * Makes a one-time code with which the user sets a password. The one made before it is worth nothing any more.
 * @param by the owner who asks, or null for whoever has the server itself.
 * @returns the code: it is stored nowhere.
 */
export async function makePasswordReset(
  tx: Queryable,
  user: UserId,
  by: UserId | null,
  removesSecondStep: boolean,
  now: number,
): Promise<ResetCode> {
  const code = makeReadableCode(CODE_LENGTH)
  const expiresAt = now + LIFETIME_MS
  await tx.query('delete from password_resets where user_id = $1 or expires_at < $2', [user, new Date(now)])
  await tx.query(
    `insert into password_resets (code_hash, organisation, user_id, created_by, created_at, expires_at, removes_second_step)
     select $1, organisation, id, $3, $4, $5, $6 from users where id = $2`,
    [sha256(code), user, by, new Date(now), new Date(expiresAt), removesSecondStep],
  )
  return { code: formatReadableCode(code), expiresAt }
}

export type ResetOutcome =
  | {
      readonly kind: 'reset'
      readonly user: UserId
      /** The keys of the sessions that ended: all that the account had. */
      readonly ended: readonly string[]
    }
  | { readonly kind: 'code-unknown' | 'code-expired' }

/** Uses a code up: sets the password, ends every session of the account. A code that was used is unknown. */
export async function spendPasswordReset(
  database: Database,
  text: string,
  password: string,
  now: number,
): Promise<ResetOutcome> {
  const code = parseReadableCode(text, CODE_LENGTH)
  if (code === undefined) return { kind: 'code-unknown' }
  // Before the code is looked for: hashing takes long, and the transaction holds the account's row.
  const hash = await hashPassword(password)
  return database.transaction(tx => spend(tx, sha256(code), hash, now))
}

interface ResetRow {
  readonly user_id: string
  readonly expires_at: Date
  readonly removes_second_step: boolean
}

async function spend(tx: Queryable, codeHash: Uint8Array, hash: string, now: number): Promise<ResetOutcome> {
  const [row] = await tx.query<ResetRow>(
    'delete from password_resets where code_hash = $1 returning user_id, expires_at, removes_second_step',
    [codeHash],
  )
  if (!row) return { kind: 'code-unknown' }
  if (row.expires_at.getTime() <= now) return { kind: 'code-expired' }
  const user = toId<UserId>(row.user_id)
  const active = await tx.query(
    'update users set password_hash = $2 where id = $1 and revoked_at is null returning id',
    [user, hash],
  )
  if (active.length === 0) return { kind: 'code-unknown' }
  if (row.removes_second_step) await removeSecondStep(tx, user)
  return { kind: 'reset', user, ended: await endAllSessions(tx, user) }
}
