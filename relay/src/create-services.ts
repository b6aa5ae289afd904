import type { Logger } from 'pino'
import { createAttemptLimits } from './auth/attempt-limits.ts'
import type { SecretKeys } from './auth/secret-keys.ts'
import { openUserSecrets } from './auth/user-secrets.ts'
import { createUserSessions } from './auth/user-sessions.ts'
import { type BehindCommits, startBehindThread } from './behind/run-behind.ts'
import { createChangeSignal } from './change-signal.ts'
import { createPresence } from './devices/presence.ts'
import { createFindingsKeeper } from './findings/findings-keeper.ts'
import type { RelayMetrics } from './health/relay-metrics.ts'
import { keepHistory } from './history/record-history.ts'
import type { Services } from './http/context.ts'
import { runLetters } from './letters/letter-runner.ts'
import type { MailPort } from './letters/mail-port.ts'
import { createProjector, type Rhythm } from './projection/projector.ts'
import { createShopReader } from './shop/read-shop.ts'
import { readDatabaseIdentity } from './storage/database-identity.ts'
import type { ShopDatabase } from './storage/shop-database.ts'
import type { SyncHub } from './sync/sync-hub.ts'

/** Updates that wait to be committed while clients come first, before rows are made of documents. */
const BUSY_UPDATES = 200

/** What the relay consists of beside its database and its hub. */
export async function createServices(options: {
  readonly database: ShopDatabase
  readonly hub: SyncHub
  readonly log: Logger
  readonly now: () => number
  readonly version: string
  readonly publicOrigins: readonly string[]
  readonly trustProxy: boolean
  readonly clientDirectory: string
  readonly demoDirectory: string
  /** Of the PINs of a new shop; as tills hash them when absent. */
  readonly pinRounds?: number | undefined
  readonly stopping: AbortSignal
  readonly metrics: RelayMetrics
  readonly relayName: string
  readonly metricsToken: string | null
  readonly historyKeepMs: number
  /** What the secrets of users are encrypted with. */
  readonly secretKeys: SecretKeys
  /** Where letters go; null where there is no mail server. */
  readonly mail: MailPort | null
  /** Of the projection; its own when absent. */
  readonly rhythm?: Partial<Rhythm>
  /** How long commits are gathered before they are looked through, milliseconds; the keeper's own when absent. */
  readonly findingsGatherMs?: number | undefined
  /** Where to work behind the commits in a thread of its own; on this one when absent. */
  readonly threadDatabaseUrl?: string | undefined
}): Promise<Services> {
  const {
    database,
    hub,
    now,
    log,
    rhythm,
    secretKeys,
    threadDatabaseUrl,
    mail,
    findingsGatherMs,
    ...others
  } = options
  const changes = createChangeSignal()
  // What may fail comes first: nothing has to be stopped then.
  const identity = await readDatabaseIdentity(database)
  const secrets = await openUserSecrets(database, secretKeys)
  const isBusy = () => hub.figures().uncommittedUpdates > BUSY_UPDATES
  const behind =
    threadDatabaseUrl === undefined
      ? workBehindHere({
          ...{ database, hub, now, log, rhythm, findingsGatherMs, isBusy },
          findingsChanged: changes.notify,
        })
      : startBehindThread({
          databaseUrl: threadDatabaseUrl,
          organisation: database.organisation,
          ...{ log, isBusy, findingsChanged: changes.notify },
        })
  return {
    ...{ database, hub, now, log, ...others },
    projection: behind.projection,
    letters: mail && runLetters({ database, hub, mail, log, now }),
    findings: behind.findings,
    databaseId: identity.id,
    incarnation: identity.incarnation,
    shop: createShopReader(hub, now),
    secrets,
    sessions: createUserSessions(database, now),
    limits: createAttemptLimits(database, now),
    presence: createPresence(),
    changes,
    startedAt: now(),
  }
}

/** An embedded database is one process's and one connection's: what works behind the commits shares it. */
function workBehindHere(options: {
  readonly database: ShopDatabase
  readonly hub: SyncHub
  readonly log: Logger
  readonly now: () => number
  readonly rhythm: Partial<Rhythm> | undefined
  readonly findingsGatherMs: number | undefined
  readonly isBusy: () => boolean
  readonly findingsChanged: () => void
}): BehindCommits {
  const { database, hub, log, now, rhythm, findingsGatherMs: gatherMs, isBusy, findingsChanged } = options
  const projection = createProjector({
    ...{ database, log, isBusy },
    keepHistory: document => keepHistory({ database, now, read: hub.read.bind(hub) }, document),
    ...(rhythm && { rhythm }),
    refolded: from => findings.lookAgain(from),
  })
  const findings = createFindingsKeeper({
    ...{ database, hub, now, log, gatherMs, changed: findingsChanged },
    isProjectedSoon: name => projection.isDue(name),
  })
  return { projection, findings }
}
