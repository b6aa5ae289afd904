import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLOSE, DURABLE_PARAMETER, type Principal, parseDocumentId, SYNC_PATH } from '@evertill/crdt-model'
import { type WebSocket, WebSocketServer } from 'ws'
import { createFanOut, type FanOutRhythm } from '../../src/fan-out/fan-out.ts'
import { NO_BUS } from '../../src/fan-out/relay-bus.ts'
import type { Database } from '../../src/storage/database.ts'
import { openShopDatabase } from '../../src/storage/shop-database.ts'
import { createSyncHub } from '../../src/sync/create-sync-hub.ts'
import { serveDeviceSocket } from '../../src/sync/device-socket.ts'
import type { Quarantine } from '../../src/sync/quarantine.ts'
import type { ConnectionOwner, SyncHub } from '../../src/sync/sync-hub.ts'
import { MAX_FRAME_BYTES, type SyncLimits } from '../../src/sync/sync-limits.ts'
import type { SyncLog } from '../../src/sync/sync-log.ts'

export interface SyncServer {
  readonly hub: SyncHub
  readonly port: number
  /** For `WebsocketProvider`: `ws://…/sync`. */
  readonly url: string
  readonly log: RecordedLog
  /** Stops the hub, then the server. Its database stays open. */
  stop(): Promise<void>
}

/** What was logged, by level. */
export interface RecordedLog extends SyncLog {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: object }[]
}

export const OWNER: Principal = { kind: 'user', role: 'owner' }

/**
 * A sync hub behind a plain WebSocket server. Who asks is said by the parameter `as`: JSON of a principal, the owner
 * without it.
 * @param options.port to come back on the port of a server that was stopped
 */
export async function startSyncServer(options: {
  database: Database
  limits?: Partial<SyncLimits>
  port?: number
  /** As one of several relays on the database, which look for each other's commits in this rhythm. */
  shared?: Partial<FanOutRhythm>
  quarantine?: Quarantine
}): Promise<SyncServer> {
  const log = recordLog()
  const relay = randomUUID()
  const rhythm = options.shared
  const database = await openShopDatabase(options.database)
  const fanOut = rhythm && createFanOut({ database, relay, openBus: () => NO_BUS, log, rhythm })
  const hub = createSyncHub({
    database,
    log,
    ...(options.quarantine && { quarantine: options.quarantine }),
    limits: { heartbeatMs: 1000, closeMs: 500, retryMs: 10, maxRetryMs: 50, idleMs: 100, ...options.limits },
    ...(fanOut && { shared: { relay, fanOut } }),
  })
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'http://relay')
    if (url.pathname === SYNC_PATH) return serveChannels(hub, socket, principalOf(url), url)
    const document = parseDocumentId(url.pathname.slice(SYNC_PATH.length + 1))
    if (document === undefined) throw new Error(`the test asked for ${url.pathname}`)
    hub.attach(socket, {
      document,
      owner: ownerOf(principalOf(url), url.searchParams.get('session') ?? 'session'),
      durable: url.searchParams.get(DURABLE_PARAMETER) === '1',
    })
  })
  await new Promise<void>(resolve => http.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    hub,
    port,
    url: `ws://127.0.0.1:${port}${SYNC_PATH}`,
    log,
    async stop() {
      await hub.stop()
      for (const socket of sockets.clients) socket.terminate()
      const closed = new Promise(resolve => http.close(resolve))
      http.closeAllConnections()
      await closed
    },
  }
}

function principalOf(url: URL): Principal {
  const as = url.searchParams.get('as')
  return as === null ? OWNER : JSON.parse(as)
}

/** A device's socket: every document of a name that is one is opened, whoever asks. */
function serveChannels(hub: SyncHub, socket: WebSocket, principal: Principal, url: URL): void {
  serveDeviceSocket({
    socket,
    hello: { database: 'database', incarnation: 'incarnation', through: 0 },
    messageBytes: MAX_FRAME_BYTES,
    open(channel, name) {
      const document = parseDocumentId(name)
      if (document === undefined) return channel.close(CLOSE.unknownDocument, 'there is no such document')
      const session = url.searchParams.get('session') ?? 'session'
      hub.attach(channel, { document, owner: ownerOf(principal, session), durable: true, through: true })
    },
  })
}

/** A till is one device; of people each session is another person. */
function ownerOf(principal: Principal, session: string): ConnectionOwner {
  const name = principal.kind === 'device' ? principal.till : session
  return { principal, session, writer: `${principal.kind}:${name}`, name }
}

function recordLog(): RecordedLog {
  const lines: { level: string; message: string; fields: object }[] = []
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
