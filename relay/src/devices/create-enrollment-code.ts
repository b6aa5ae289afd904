import type { EnrollmentCodeReply, TillId } from '@evertill/crdt-model'
import { formatReadableCode, makeReadableCode } from '../auth/readable-code.ts'
import { sha256 } from '../auth/sha256.ts'
import type { User } from '../auth/user.ts'
import type { Database } from '../storage/database.ts'
import { CODE_LIFETIME_MS, ENROLLMENT_CODE_LENGTH } from './enrollment-code.ts'

/** Expired codes are kept this long, so that a late tablet is told "expired" and not "unknown". */
const KEPT_MS = 7 * 24 * 3600 * 1000

/** Makes a one-time code for a till. The code itself is stored nowhere. */
export async function createEnrollmentCode(
  database: Database,
  user: User,
  till: TillId,
  now: number,
): Promise<EnrollmentCodeReply> {
  const code = makeReadableCode(ENROLLMENT_CODE_LENGTH)
  const expiresAt = now + CODE_LIFETIME_MS
  await database.query('delete from enrollment_codes where expires_at < $1', [new Date(now - KEPT_MS)])
  await database.query(
    'insert into enrollment_codes (code_hash, organisation, till, created_by, expires_at) values ($1, $2, $3, $4, $5)',
    [sha256(code), user.organisation, till, user.id, new Date(expiresAt)],
  )
  return { code: formatReadableCode(code), expiresAt }
}
