import type { Logger } from 'pino'
import { createAttemptLimits } from './auth/attempt-limits.ts'
import { createUserSessions } from './auth/user-sessions.ts'
import { createChangeSignal } from './change-signal.ts'
import { createPresence } from './devices/presence.ts'
import type { Services } from './http/context.ts'
import { createShopReader } from './shop/read-shop.ts'
import type { Database } from './storage/database.ts'
import type { SyncHub } from './sync/sync-hub.ts'

/** What the relay consists of beside its database and its hub. */
export async function createServices(options: {
  readonly database: Database
  readonly hub: SyncHub
  readonly log: Logger
  readonly now: () => number
  readonly version: string
  readonly publicOrigins: readonly string[]
  readonly trustProxy: boolean
  readonly clientDirectory: string
  readonly stopping: AbortSignal
}): Promise<Services> {
  const { database, hub, now } = options
  return {
    ...options,
    databaseId: await readDatabaseId(database),
    shop: createShopReader(hub, now),
    sessions: createUserSessions(database),
    limits: createAttemptLimits(database, now),
    presence: createPresence(),
    changes: createChangeSignal(),
    startedAt: now(),
  }
}

async function readDatabaseId(database: Database): Promise<string> {
  const [row] = await database.query<{ id: string }>('select id from relay')
  if (!row) throw new Error('a migrated database must have an id')
  return row.id
}
