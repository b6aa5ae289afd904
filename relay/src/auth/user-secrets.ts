import type { UserId } from '@evertill/crdt-model'
import type { Database, Queryable } from '../storage/database.ts'
import { type SealedSecret, type SecretKeys, SecretKeysError } from './secret-keys.ts'

/** Encrypts what users share with us and we must compute with, and opens it again. */
export interface UserSecrets {
  /** @throws `SecretKeysError` when another relay encrypts with a key that this one lacks. */
  seal(database: Queryable, user: UserId, secret: Uint8Array): Promise<SealedSecret>
  /** @throws `SecretKeysError` without its key; Error when it was changed, or is somebody else's. */
  open(user: UserId, sealed: SealedSecret): Uint8Array
}

interface SecretRow {
  readonly id: UserId
  readonly totp_secret: Uint8Array | null
  readonly totp_key: string | null
  readonly totp_pending: Uint8Array | null
  readonly totp_pending_key: string | null
}

/**
 * Makes the first of these keys the one that secrets are encrypted with, and encrypts with it what is encrypted with
 * another, or not at all. In one transaction: cut off it has changed nothing.
 * @throws `SecretKeysError` when the database holds secrets that none of the keys opens; nothing is changed then.
 */
export async function openUserSecrets(database: Database, keys: SecretKeys): Promise<UserSecrets> {
  await database.transaction(async tx => {
    await tx.query('update secret_key set id = $1', [keys.current])
    // Shown to somebody who did not go on with it: no reason to ask for a key.
    await tx.query(
      'update users set totp_pending = null, totp_pending_key = null where totp_pending_until < now()',
    )
    const rows = await tx.query<SecretRow>(
      `select id, totp_secret, totp_key, totp_pending, totp_pending_key from users
        where (totp_secret is not null and totp_key is distinct from $1)
           or (totp_pending is not null and totp_pending_key is distinct from $1)
        order by id for update`,
      [keys.current],
    )
    refuseMissing(rows, keys)
    for (const row of rows) await sealAgain(tx, keys, row)
  })
  return {
    async seal(queryable, user, secret) {
      const [row] = await queryable.query<{ id: string | null }>('select id from secret_key')
      const key = row?.id ?? keys.current
      if (!keys.has(key)) throw new SecretKeysError(missing(keys, key, 'another relay encrypts'))
      return keys.seal(key, user, secret)
    },
    open: (user, sealed) => keys.open(sealed, user),
  }
}

/**
 * Takes away the second steps that none of the keys opens.
 * @returns of how many accounts
 */
export async function forgetUnreadableSecrets(database: Database, keys: SecretKeys): Promise<number> {
  return database.transaction(async tx => {
    const rows = await tx.query<SecretRow>(
      `select id, totp_secret, totp_key, totp_pending, totp_pending_key from users
        where totp_key is not null or totp_pending_key is not null for update`,
    )
    const lost = rows.filter(row => missingKeys(row, keys).length > 0)
    for (const { id } of lost) {
      await tx.query(
        `update users set totp_secret = null, totp_key = null, totp_since = null, totp_last_step = null,
           totp_pending = null, totp_pending_key = null, totp_pending_until = null where id = $1`,
        [id],
      )
      await tx.query('delete from recovery_codes where user_id = $1', [id])
    }
    return lost.length
  })
}

function refuseMissing(rows: readonly SecretRow[], keys: SecretKeys): void {
  const lost = rows.filter(row => missingKeys(row, keys).length > 0)
  const [key] = lost.flatMap(row => missingKeys(row, keys))
  if (key === undefined) return
  throw new SecretKeysError(missing(keys, key, `${lost.length} second steps are encrypted`))
}

function missing(keys: SecretKeys, key: string, what: string): string {
  return `${what} with key ${key}, which is not in ${keys.origin}: put that key back there, or take away what it encrypts with npm run forget-second-steps (docs/operations.md)`
}

function missingKeys({ totp_key, totp_pending_key }: SecretRow, keys: SecretKeys): string[] {
  return [totp_key, totp_pending_key].filter(key => key !== null && !keys.has(key)).map(String)
}

async function sealAgain(tx: Queryable, keys: SecretKeys, row: SecretRow): Promise<void> {
  const secret = row.totp_secret && renew(keys, row.id, row.totp_secret, row.totp_key)
  const pending = row.totp_pending && renew(keys, row.id, row.totp_pending, row.totp_pending_key)
  await tx.query(
    'update users set totp_secret = $2, totp_key = $3, totp_pending = $4, totp_pending_key = $5 where id = $1',
    [row.id, secret?.sealed ?? null, secret?.key ?? null, pending?.sealed ?? null, pending?.key ?? null],
  )
}

function renew(keys: SecretKeys, user: UserId, bytes: Uint8Array, key: string | null): SealedSecret {
  const secret = key === null ? bytes : keys.open({ key, sealed: bytes }, user)
  return keys.seal(keys.current, user, secret)
}
