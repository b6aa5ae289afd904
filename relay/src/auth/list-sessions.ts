import type { AccountReply, UserId } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import { SESSION_ID } from './end-sessions.ts'

/** The sessions of a user that may be used, the newest use first. @param current the key of the one that asks. */
export async function listSessions(
  database: Queryable,
  user: UserId,
  current: string,
): Promise<AccountReply['sessions']> {
  const rows = await database.query<SessionRow>(
    `select ${SESSION_ID} as id, browser, system, created_at, last_used_at, id_hash = decode($2, 'hex') as current
       from sessions where user_id = $1 and expires_at > now() order by current desc, last_used_at desc, id`,
    [user, current],
  )
  return rows.map(row => ({
    id: row.id,
    browser: row.browser,
    system: row.system,
    createdAt: row.created_at.getTime(),
    lastUsedAt: row.last_used_at.getTime(),
    current: row.current,
  }))
}

interface SessionRow {
  readonly id: string
  readonly browser: string | null
  readonly system: string | null
  readonly created_at: Date
  readonly last_used_at: Date
  readonly current: boolean
}
