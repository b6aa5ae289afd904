import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer, type WebSocketServerLike } from '@hono/node-server'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createServices } from './create-services.ts'
import type { Services } from './http/context.ts'
import { closeEndedSessions } from './http/sync/close-ended-sessions.ts'
import { finishSetUp } from './shop/set-up-shop.ts'
import type { Database } from './storage/database.ts'
import { migrate } from './storage/migrate.ts'
import { openDatabase } from './storage/open-database.ts'
import { createSyncHub } from './sync/create-sync-hub.ts'
import type { SyncHub } from './sync/sync-hub.ts'
import { MAX_FRAME_BYTES } from './sync/sync-limits.ts'

const SESSION_SWEEP_MS = 15_000
const CLEAN_UP_MS = 3600 * 1000
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
 * @throws `DatabaseUnreachableError`, `DirectoryInUseError`, `DatabaseTooNewError`, `ListenError`; everything that
 * was opened is closed then.
 */
export async function startRelay(config: Config, version: string, log: Logger): Promise<RunningRelay> {
  const database = await openDatabase(config.database)
  let hub: SyncHub | undefined
  try {
    const migrated = await migrate(database)
    if (migrated.length > 0) log.info({ versions: migrated }, 'database schema brought up to date')
    hub = createSyncHub({ database, log })
    return await run(config, version, log, database, hub)
  } catch (error) {
    await hub?.stop()
    await database.close()
    throw error
  }
}

async function run(
  config: Config,
  version: string,
  log: Logger,
  database: Database,
  hub: SyncHub,
): Promise<RunningRelay> {
  const stopping = new AbortController()
  const { publicOrigins, trustProxy, clientDirectory } = config
  const services = await createServices({
    ...{ database, hub, log, version, publicOrigins, trustProxy, clientDirectory },
    now: Date.now,
    stopping: stopping.signal,
  })
  if (await finishSetUp(services)) log.info('finished a set-up that had been cut off')
  const { server, sockets } = createServer(services)
  await listen(server, config)
  const stopWork = startPeriodicWork(services)
  let stopped: Promise<void> | undefined
  return {
    url: urlOf(server, config.host),
    storage: database.kind,
    services,
    stop() {
      stopped ??= (async () => {
        stopping.abort()
        stopWork()
        const closed = once(server, 'close')
        server.close()
        server.closeIdleConnections()
        const cut = setTimeout(() => {
          server.closeAllConnections()
          // Sockets are the server's no longer; a peer that is gone does not answer a close.
          for (const socket of sockets.clients) socket.terminate()
        }, STOP_PATIENCE_MS)
        await hub.stop()
        await closed
        clearTimeout(cut)
        await database.close()
      })()
      return stopped
    },
  }
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

/** @returns ends it. */
function startPeriodicWork(services: Services): () => void {
  const { log } = services
  const every = (milliseconds: number, name: string, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch(error => log.warn({ err: error }, `${name} failed`))
    }, milliseconds).unref()
  const timers = [
    every(SESSION_SWEEP_MS, 'closing ended sessions', () => closeEndedSessions(services)),
    every(CLEAN_UP_MS, 'cleaning up', () =>
      Promise.all([services.sessions.deleteExpired(), services.limits.deleteOld()]),
    ),
  ]
  return () => timers.forEach(clearInterval)
}
