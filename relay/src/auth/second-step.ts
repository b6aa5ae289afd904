import type { BeginSecondStepReply, UserId } from '@evertill/crdt-model'
import type { Database, Queryable } from '../storage/database.ts'
import { replaceRecoveryCodes, spendRecoveryCode } from './recovery-codes.ts'
import { findTotpStep, makeTotpSecret, parseTotpCode } from './totp.ts'
import type { User } from './user.ts'
import type { UserSecrets } from './user-secrets.ts'

/** A secret that was shown must be confirmed within this time, milliseconds. */
const PENDING_MS = 15 * 60_000

interface Stores {
  readonly database: Database
  /** What the app and we share is encrypted where it is stored. */
  readonly secrets: UserSecrets
}

/** Makes a secret for the user's app. Nothing is asked for until `confirmSecondStep`. An older one that waits ends. */
export async function beginSecondStep(
  { database, secrets }: Stores,
  user: User,
  now: number,
): Promise<BeginSecondStepReply> {
  const secret = makeTotpSecret(user.organisationName, user.email)
  const { sealed, key } = await secrets.seal(database, user.id, secret.bytes)
  await database.query(
    'update users set totp_pending = $2, totp_pending_key = $3, totp_pending_until = $4 where id = $1',
    [user.id, sealed, key, new Date(now + PENDING_MS)],
  )
  return { secret: secret.text, uri: secret.uri }
}

/**
 * Takes the secret that waits into use, when the code shows that the app has it.
 * @returns new recovery codes, to be shown once; undefined when the code is wrong or no secret waits.
 */
export function confirmSecondStep(
  { database, secrets }: Stores,
  user: UserId,
  code: string,
  now: number,
): Promise<string[] | undefined> {
  return database.transaction(async tx => {
    const [row] = await tx.query<{ totp_pending: Uint8Array; totp_pending_key: string }>(
      `select totp_pending, totp_pending_key from users where id = $1 and totp_since is null
          and totp_pending is not null and totp_pending_until > $2 for update`,
      [user, new Date(now)],
    )
    const digits = parseTotpCode(code)
    if (!row || digits === undefined) return undefined
    const secret = secrets.open(user, { key: row.totp_pending_key, sealed: row.totp_pending })
    const step = await findTotpStep(secret, digits, now)
    if (step === undefined) return undefined
    await tx.query(
      `update users set totp_secret = totp_pending, totp_key = totp_pending_key, totp_since = $2,
         totp_last_step = $3, totp_pending = null, totp_pending_key = null, totp_pending_until = null where id = $1`,
      [user, new Date(now), step],
    )
    return replaceRecoveryCodes(tx, user)
  })
}

/** Takes the second step away, with everything that belongs to it. */
export async function removeSecondStep(tx: Queryable, user: UserId): Promise<void> {
  await tx.query(
    `update users set totp_secret = null, totp_key = null, totp_since = null, totp_last_step = null,
       totp_pending = null, totp_pending_key = null, totp_pending_until = null where id = $1`,
    [user],
  )
  await tx.query('delete from recovery_codes where user_id = $1', [user])
}

/** Whether the code is one of the user's app or a recovery code. It is used up: none is good twice. */
export async function checkSecondStep(
  { database, secrets }: Stores,
  user: UserId,
  code: string,
  now: number,
): Promise<boolean> {
  const digits = parseTotpCode(code)
  if (digits === undefined) return spendRecoveryCode(database, user, code, now)
  const [row] = await database.query<{ totp_secret: Uint8Array; totp_key: string }>(
    'select totp_secret, totp_key from users where id = $1 and totp_since is not null',
    [user],
  )
  if (row === undefined) return false
  const secret = secrets.open(user, { key: row.totp_key, sealed: row.totp_secret })
  const step = await findTotpStep(secret, digits, now)
  if (step === undefined) return false
  // Of two that bring the same code at once, one finds it used.
  const taken = await database.query(
    `update users set totp_last_step = $2 where id = $1 and totp_since is not null
       and (totp_last_step is null or totp_last_step < $2) returning id`,
    [user, step],
  )
  return taken.length > 0
}

/** Since when the user is asked for a second step, milliseconds since 1970; null when not. */
export async function secondStepSince(database: Queryable, user: UserId): Promise<number | null> {
  const [row] = await database.query<{ totp_since: Date | null }>(
    'select totp_since from users where id = $1',
    [user],
  )
  return row?.totp_since?.getTime() ?? null
}
