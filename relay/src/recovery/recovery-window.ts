import type { UserId } from '@evertill/crdt-model'
import { formatReadableCode, makeReadableCode, parseReadableCode } from '../auth/readable-code.ts'
import { sha256 } from '../auth/sha256.ts'
import type { Queryable } from '../storage/database.ts'

/** How long a recovery stays open unless an owner closes it or opens it again, milliseconds. */
const OPEN_MS = 24 * 3600 * 1000
/** Letters of the code: 59 bits, since it is good until it is used. */
const CODE_LENGTH = 12

/**
 * Makes the code with which a shop is recovered on this database, and stores its hash. For whoever starts the relay:
 * it shows that the person has the server, and not only its address.
 * @returns the code as people read it, or undefined when there is a shop.
 */
export async function makeRecoveryCode(database: Queryable): Promise<string | undefined> {
  const code = makeReadableCode(CODE_LENGTH)
  const rows = await database.query(
    `update recovery set code_hash = $1 where not exists (select 1 from organisations) returning only_row`,
    [sha256(code)],
  )
  return rows.length > 0 ? formatReadableCode(code) : undefined
}

/** Whether this is the code, however it was typed. */
export async function isRecoveryCode(database: Queryable, typed: string): Promise<boolean> {
  const code = parseReadableCode(typed, CODE_LENGTH)
  if (code === undefined) return false
  const rows = await database.query('select 1 as found from recovery where code_hash = $1', [sha256(code)])
  return rows.length > 0
}

/** Opens the recovery, or keeps it open longer. @returns until when, milliseconds since 1970. */
export async function openRecovery(database: Queryable, by: UserId, now: number): Promise<number> {
  const until = now + OPEN_MS
  await database.query('update recovery set open_until = $1, opened_by = $2, code_hash = null', [
    new Date(until),
    by,
  ])
  return until
}

/** Closes it: who was let in stays, who was not is forgotten. */
export async function closeRecovery(database: Queryable): Promise<void> {
  await database.query('update recovery set open_until = null')
  await database.query(`delete from recovery_claims where state <> 'approved'`)
}

/** Until when the recovery is open, milliseconds since 1970; null when it is closed. */
export async function recoveryOpenUntil(database: Queryable, now: number): Promise<number | null> {
  const [row] = await database.query<{ until: Date | null }>('select open_until as until from recovery')
  const until = row?.until?.getTime() ?? 0
  return until > now ? until : null
}

/** The recovery as the dashboard shows it: until when it is open, and how many tills wait to be let in. */
export async function recoveryState(
  database: Queryable,
  now: number,
): Promise<{ readonly openUntil: number | null; readonly waiting: number }> {
  const [row] = await database.query<{ waiting: number }>(
    "select count(*) as waiting from recovery_claims where proven and state = 'waiting'",
  )
  return { openUntil: await recoveryOpenUntil(database, now), waiting: row?.waiting ?? 0 }
}
