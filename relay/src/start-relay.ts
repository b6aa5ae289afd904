import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { hostname } from 'node:os'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { createApp } from './app.ts'
import { readSecretKeys } from './auth/secret-keys.ts'
import { eraseForgotten } from './compaction/erase-forgotten.ts'
import type { Config } from './config.ts'
import { createServices } from './create-services.ts'
import { ALONE, createFanOut, type FanOut } from './fan-out/fan-out.ts'
import { type BusEvents, NO_BUS, type RelayBus } from './fan-out/relay-bus.ts'
import { joinRelayRegistry } from './fan-out/relay-registry.ts'
import { DocumentCensus } from './health/document-census.ts'
import { deleteOldSamples, SAMPLE_EVERY_MS } from './health/health-history.ts'
import { createRelayMetrics, type RelayMetrics } from './health/relay-metrics.ts'
import { sampleHealth } from './health/sample-health.ts'
import { pruneHistory } from './history/prune-history.ts'
import type { Services } from './http/context.ts'
import { gatherWrites } from './http/gather-writes.ts'
import { closeEndedSessions } from './http/sync/close-ended-sessions.ts'
import { watchEndedSessions } from './http/sync/watch-ended-sessions.ts'
import { forgetOldLetters } from './letters/ask-letter.ts'
import type { MailPort } from './letters/mail-port.ts'
import { openHub } from './open-hub.ts'
import { forgetOldClaims } from './parked/claim-parked.ts'
import { forgetDecided } from './quarantine/decide-quarantined.ts'
import { finishSetUp } from './shop/set-up-shop.ts'
import type { Database } from './storage/database.ts'
import { readDatabaseIdentity } from './storage/database-identity.ts'
import { migrate } from './storage/migrate.ts'
import { openDatabase } from './storage/open-database.ts'
import { openShopDatabase, type ShopDatabase } from './storage/shop-database.ts'
import { CommitListeners } from './sync/commit-listeners.ts'
import type { SyncHub } from './sync/sync-hub.ts'
import { MAX_FRAME_BYTES } from './sync/sync-limits.ts'

const RESTORED =
  'this database was restored or copied since it was used last: tills will offer all they have again'
/** The word of another relay that ended them may have been lost. */
const SESSION_SWEEP_MS = 5000
/** Changes are told to other relays at most this often. */
const TELL_CHANGES_MS = 200
const CLEAN_UP_MS = 3600 * 1000
const CENSUS_EVERY_MS = 60_000
const DAY_MS = 24 * CLEAN_UP_MS
/** How often to look for what another relay committed and did not live to project. */
const PROJECTION_SWEEP_MS = 5 * 60_000
/** How long it stays known what was decided about a refused update. */
const DECIDED_KEPT_MS = 30 * 24 * 3600 * 1000
/** How long requests under way may take when the relay stops. */
const STOP_PATIENCE_MS = 5000

export interface RunningRelay {
  /** Where it listens: the port is the one it got, when it was asked for any. */
  readonly url: string
  readonly storage: Database['kind']
  readonly services: Services
  /** Stops accepting, commits what is held, closes every socket and the database. Safe to call twice. */
  stop(): Promise<void>
}

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'ListenError'
  }
}

/**
 * Starts the whole relay.
 * @throws `DatabaseUnreachableError`, `DirectoryInUseError`, `DatabaseTooNewError`, `SecretKeysError`, `ListenError`;
 * everything that was opened is closed then.
 */
export async function startRelay(config: Config, version: string, log: Logger): Promise<RunningRelay> {
  const opened = await openDatabase(config.database)
  let hub: SyncHub | undefined
  let fanOut = ALONE
  const metrics = createRelayMetrics(version, () => performance.now())
  try {
    const migrated = await migrate(opened)
    if (migrated.length > 0) log.info({ versions: migrated }, 'database schema brought up to date')
    const database = await openShopDatabase(opened)
    // After the identity is settled: it names the channel, and empties the feed of a restored database.
    const { id, wasRestored } = await readDatabaseIdentity(database)
    if (wasRestored) log.warn(RESTORED)
    const relay = randomUUID()
    if (database.kind === 'postgresql') fanOut = await openFanOut({ database, relay, id, log, config })
    const behind = new CommitListeners()
    hub = openHub({
      database,
      log,
      now: Date.now,
      onCommitted: behind.committed,
      observer: metrics.sync,
      ...(fanOut !== ALONE && { shared: { relay, fanOut } }),
    })
    return await run({ config, version, log, database, hub, fanOut, relay, behind, metrics })
  } catch (error) {
    metrics.stop()
    await hub?.stop()
    await fanOut.stop()
    await opened.close()
    throw error
  }
}

/** Several relays may share a PostgreSQL. They meet in the database, and at once where there is a Redis. */
async function openFanOut(options: {
  readonly database: ShopDatabase
  readonly relay: string
  readonly id: string
  readonly log: Logger
  readonly config: Config
}): Promise<FanOut> {
  const { database, relay, id, log, config } = options
  const openBus = await busOpener(config, `evertill/${id}`)
  return createFanOut({ database, relay, log, openBus })
}

/** The libraries for Redis and mail are most of what a relay reads at its start: only where they are used. */
async function busOpener({ redisUrl }: Config, channel: string): Promise<(events: BusEvents) => RelayBus> {
  if (redisUrl === null) return () => NO_BUS
  const { openRedisBus } = await import('./fan-out/redis-bus.ts')
  return events => openRedisBus(redisUrl, channel, events)
}

async function openMail({ mail }: Config): Promise<MailPort | null> {
  if (mail === null) return null
  const { smtpMail } = await import('./letters/smtp-mail.ts')
  return smtpMail(mail)
}

interface Parts {
  readonly config: Config
  readonly version: string
  readonly log: Logger
  readonly database: ShopDatabase
  readonly hub: SyncHub
  readonly fanOut: FanOut
  /** The id of this process. */
  readonly relay: string
  readonly behind: CommitListeners
  readonly metrics: RelayMetrics
}

async function run(parts: Parts): Promise<RunningRelay> {
  const { config, version, log, database, hub, fanOut, relay, behind, metrics } = parts
  const stopping = new AbortController()
  const { publicOrigins, trustProxy, clientDirectory, demoDirectory } = config
  const services = await createServices({
    ...{ database, hub, log, version, publicOrigins, trustProxy, metrics },
    ...{ clientDirectory, demoDirectory },
    relayName: `${hostname()}:${config.port}`,
    metricsToken: config.metricsToken,
    historyKeepMs: config.historyDays * DAY_MS,
    secretKeys: await readSecretKeys(config.secretKeys),
    mail: await openMail(config),
    now: Date.now,
    stopping: stopping.signal,
    threadDatabaseUrl: config.database.kind === 'postgresql' ? config.database.url : undefined,
  })
  behind.add(services.findings.committed)
  behind.add(name => services.projection.notice(name))
  if (await finishSetUp(services)) log.info('finished a set-up that had been cut off')
  const { server, sockets } = createServer(services)
  try {
    await listen(server, config)
  } catch (error) {
    await stopBehind(services)
    throw error
  }
  const stopWork = startPeriodicWork(services)
  const leave = meetOtherRelays(services, fanOut, relay)
  services.findings
    .catchUp()
    .catch(error => log.warn({ err: error }, 'looking for unchecked documents failed'))
  services.projection
    .sweep()
    .catch(error => log.warn({ err: error }, 'looking for what is not projected failed'))
  let stopped: Promise<void> | undefined
  return {
    url: urlOf(server, config.host),
    storage: database.kind,
    services,
    stop() {
      stopped ??= (async () => {
        stopping.abort()
        stopWork()
        metrics.stop()
        const closed = once(server, 'close')
        server.close()
        server.closeIdleConnections()
        const cut = setTimeout(() => {
          server.closeAllConnections()
          // Sockets are the server's no longer; a peer that is gone does not answer a close.
          for (const socket of sockets.clients) socket.terminate()
        }, STOP_PATIENCE_MS)
        await leave()
        await stopBehind(services)
        await hub.stop()
        await closed
        clearTimeout(cut)
        await database.close()
      })()
      return stopped
    },
  }
}

async function stopBehind({ findings, projection, letters }: Services): Promise<void> {
  await Promise.all([findings.stop(), projection.stop(), letters?.stop()])
}

function createServer(services: Services): { server: Server; sockets: WebSocketServer } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  const app = createApp(services)
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: asServerLike(sockets) } })
  // Only HTTP/1: this is what `createAdaptorServer` makes when it is not given another.
  if (!('closeIdleConnections' in server)) throw new TypeError('the server must be an HTTP/1 server')
  server.on('connection', gatherWrites)
  return { server, sockets }
}

/** The adapter's type is that of `ws` but for `noServer`, which it does not let be undefined: here it is set. */
export function asServerLike(sockets: WebSocketServer): WebSocketServerLike {
  return sockets as WebSocketServerLike
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const where = `${host}:${port}`
    if (code === 'EADDRINUSE')
      throw new ListenError(`port ${port} on ${host} is in use: stop what uses it, or set PORT`, error)
    if (code === 'EACCES')
      throw new ListenError(`listening on ${where} is not allowed: set PORT to 1024 or above`, error)
    throw new ListenError(`cannot listen on ${where}${code && `: ${code}`}`, error)
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const name = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** What relays tell each other beside documents. @returns ends it. */
function meetOtherRelays(services: Services, fanOut: FanOut, relay: string): () => Promise<void> {
  if (fanOut === ALONE) return async () => {}
  const { database, log, version, relayName, hub, changes } = services
  let isEcho = false
  fanOut.onTold({
    sessions: () => {
      closeEndedSessions(services).catch(error => log.warn({ err: error }, 'closing ended sessions failed'))
    },
    changed: () => {
      isEcho = true
      changes.notify()
      isEcho = false
    },
  })
  const stopWatching = watchEndedSessions(services)
  let due: NodeJS.Timeout | undefined
  const deaf = changes.listen(() => {
    if (isEcho) return
    due ??= setTimeout(() => {
      due = undefined
      fanOut.tell('changed')
    }, TELL_CHANGES_MS).unref()
  })
  const connections = () => hub.figures().connections
  const registry = joinRelayRegistry({ database, relay, name: relayName, version, log, connections })
  return async () => {
    deaf()
    clearTimeout(due)
    await stopWatching()
    await registry.stop()
  }
}

/** @returns ends it. */
function startPeriodicWork(services: Services): () => void {
  const { log } = services
  const every = (milliseconds: number, name: string, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch(error => log.warn({ err: error }, `${name} failed`))
    }, milliseconds).unref()
  const census = new DocumentCensus(services.database, services.hub)
  const timers = [
    every(SESSION_SWEEP_MS, 'closing ended sessions', () => closeEndedSessions(services)),
    every(CLEAN_UP_MS, 'cleaning up', () =>
      Promise.all([
        services.sessions.deleteExpired(),
        services.limits.deleteOld(),
        deleteOldSamples(services.database, services.now()),
        forgetDecided(services.database, services.now() - DECIDED_KEPT_MS),
        pruneHistory(services.database, services.now() - services.historyKeepMs),
        eraseForgotten(services.hub),
        forgetOldClaims(services.database, services.now()),
        forgetOldLetters(services.database, services.now()),
      ]),
    ),
    every(PROJECTION_SWEEP_MS, 'looking for what is not projected', () => services.projection.sweep()),
    every(SAMPLE_EVERY_MS, 'sampling the health', () => sampleHealth(services)),
    every(CENSUS_EVERY_MS, 'counting documents', () => census.takeRound(services.now())),
  ]
  return () => timers.forEach(clearInterval)
}
