import type { UserId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import { formatReadableCode, makeReadableCode, parseReadableCode } from './readable-code.ts'
import { sha256 } from './sha256.ts'

const CODES = 10
/** 59 bits each: too many to try, so they need no slow hash. */
const CODE_LENGTH = 12

/** Gives the user new codes in the place of all old ones. @returns them as people read them: they are stored nowhere. */
export async function replaceRecoveryCodes(tx: Queryable, user: UserId): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => makeReadableCode(CODE_LENGTH))
  await tx.query('delete from recovery_codes where user_id = $1', [user])
  for (const code of codes) {
    await tx.query(
      'insert into recovery_codes (user_id, organisation, code_hash) select id, organisation, $2 from users where id = $1',
      [user, sha256(code)],
    )
  }
  return codes.map(formatReadableCode)
}

/** Uses a code up. @returns false when it is none of the user's or was used before. */
export async function spendRecoveryCode(
  database: Queryable,
  user: UserId,
  text: string,
  now: number,
): Promise<boolean> {
  const code = parseReadableCode(text, CODE_LENGTH)
  if (code === undefined) return false
  const used = await database.query(
    'update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning user_id',
    [user, sha256(code), new Date(now)],
  )
  return used.length > 0
}

export async function countRecoveryCodes(database: Queryable, user: UserId): Promise<number> {
  const [row] = await database.query<{ codes: number }>(
    'select count(*)::int as codes from recovery_codes where user_id = $1 and used_at is null',
    [user],
  )
  return row?.codes ?? 0
}
