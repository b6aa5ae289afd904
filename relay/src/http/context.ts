import type { HttpBindings } from '@hono/node-server'
import type { Logger } from 'pino'
import type { AttemptLimits } from '../auth/attempt-limits.ts'
import type { UserSecrets } from '../auth/user-secrets.ts'
import type { UserSessions } from '../auth/user-sessions.ts'
import type { BehindCommits } from '../behind/run-behind.ts'
import type { ChangeSignal } from '../change-signal.ts'
import type { Presence } from '../devices/presence.ts'
import type { RelayMetrics } from '../health/relay-metrics.ts'
import type { LetterRunner } from '../letters/letter-runner.ts'
import type { ShopReader } from '../shop/read-shop.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** What routes work with. Made once by `createApp`. */
export interface Services {
  readonly database: ShopDatabase
  /** The id of the database: tells clients when it is another one. */
  readonly databaseId: string
  /** Another one when the database was restored or copied. */
  readonly incarnation: string
  readonly hub: SyncHub
  /** What is wrong in the documents: looked for behind their commits. */
  readonly findings: BehindCommits['findings']
  readonly shop: ShopReader
  /** Rows for reports: made behind the commits. */
  readonly projection: BehindCommits['projection']
  /** Receipts by e-mail; null where there is no mail server. */
  readonly letters: LetterRunner | null
  /** How long changes of catalog and settings are kept, milliseconds. */
  readonly historyKeepMs: number
  readonly sessions: UserSessions
  readonly secrets: UserSecrets
  readonly limits: AttemptLimits
  readonly presence: Presence
  readonly metrics: RelayMetrics
  /** What this relay is called in charts: the same after a restart. */
  readonly relayName: string
  /** What `GET /metrics` asks for, or null: then only this machine may ask. */
  readonly metricsToken: string | null
  /** Something the dashboard shows changed. */
  readonly changes: ChangeSignal
  readonly log: Logger
  readonly now: () => number
  readonly version: string
  readonly startedAt: number
  readonly publicOrigins: readonly string[]
  readonly trustProxy: boolean
  readonly clientDirectory: string
  readonly demoDirectory: string
  /** How often the PINs of a new shop are hashed: as tills do it when absent, as in every relay but those of tests. */
  readonly pinRounds?: number | undefined
  /** Aborted when the relay stops: ends what would otherwise stay open. */
  readonly stopping: AbortSignal
}

/** Hono's environment: in tests by `app.request` there are no bindings. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Of this request: in its answer and in every line of the log about it. */
    requestId: string
  }
}
