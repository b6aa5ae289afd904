import { randomBytes } from 'node:crypto'
import { deviceSignInMessage } from '@evertill/crdt-model'
import { isSignedBy } from '../auth/is-signed-by.ts'
import { sha256 } from '../auth/sha256.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { DEVICE_COLUMNS, type Device, type DeviceRow, toDevice } from './device.ts'

/** How long a device may take to sign, milliseconds. */
const CHALLENGE_MS = 60_000

/** A new challenge for a device. One is given for an unknown device too, so that nobody learns which exist. */
export async function challengeDevice(database: Queryable, device: string, now: number): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await database.query(
    'update devices set challenge = $2, challenge_expires_at = $3 where id = $1 and revoked_at is null',
    [device, challenge, new Date(now + CHALLENGE_MS)],
  )
  return challenge
}

export type DeviceSignIn =
  | {
      readonly kind: 'signed-in'
      readonly device: Device /** For the cookie. */
      readonly credential: string
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'revoked' }

interface ChallengedRow extends DeviceRow {
  readonly public_key: Uint8Array
  readonly challenge: string | null
  readonly challenge_expires_at: Date | null
}

/**
 * Gives the device a new credential when it signed its challenge with the key it was enrolled with. The challenge is
 * used up whatever comes of it; the old credential ends.
 */
export function signInDevice(
  database: Database,
  databaseId: string,
  answer: { readonly device: string; readonly signature: Uint8Array },
  now: number,
): Promise<DeviceSignIn> {
  return database.transaction(async tx => {
    const [row] = await tx.query<ChallengedRow>(
      `select ${DEVICE_COLUMNS}, public_key, challenge, challenge_expires_at from devices where id = $1 for update`,
      [answer.device],
    )
    if (!row) return { kind: 'refused' }
    if (row.revoked) return { kind: 'revoked' }
    await tx.query('update devices set challenge = null, challenge_expires_at = null where id = $1', [row.id])
    if (row.challenge === null || (row.challenge_expires_at?.getTime() ?? 0) <= now)
      return { kind: 'refused' }
    const message = deviceSignInMessage(databaseId, row.id, row.challenge)
    if (!(await isSignedBy(row.public_key, answer.signature, message))) return { kind: 'refused' }
    const credential = randomBytes(32).toString('base64url')
    await tx.query('update devices set credential_hash = $2 where id = $1', [row.id, sha256(credential)])
    return { kind: 'signed-in', device: toDevice(row), credential }
  })
}
