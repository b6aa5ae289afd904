import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { AttemptLimits } from '../auth/attempt-limits.ts'
import type { UserSessions } from '../auth/user-sessions.ts'
import type { ChangeSignal } from '../change-signal.ts'
import type { Presence } from '../devices/presence.ts'
import type { ShopReader } from '../shop/read-shop.ts'
import type { Database } from '../storage/database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** What routes work with. Made once by `createApp`. */
export interface Services {
  readonly database: Database
  /** The id of the database: tells clients when it is another one. */
  readonly databaseId: string
  readonly hub: SyncHub
  readonly shop: ShopReader
  readonly sessions: UserSessions
  readonly limits: AttemptLimits
  readonly presence: Presence
  /** Something the dashboard shows changed. */
  readonly changes: ChangeSignal
  readonly log: Logger
  readonly now: () => number
  readonly version: string
  readonly startedAt: number
  readonly publicOrigins: readonly string[]
  readonly trustProxy: boolean
  readonly clientDirectory: string
  /** Aborted when the relay stops: ends what would otherwise stay open. */
  readonly stopping: AbortSignal
}

/** Hono's environment: in tests by `app.request` there are no bindings. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>
}
