import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DURABLE_PARAMETER, type Principal, parseDocumentId, SYNC_PATH } from '@evertill/crdt-model'
import { WebSocketServer } from 'ws'
import type { Database } from '../../src/storage/database.ts'
import { createSyncHub } from '../../src/sync/create-sync-hub.ts'
import type { SyncHub } from '../../src/sync/sync-hub.ts'
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
}): Promise<SyncServer> {
  const log = recordLog()
  const hub = createSyncHub({
    database: options.database,
    log,
    limits: { heartbeatMs: 1000, closeMs: 500, retryMs: 10, maxRetryMs: 50, idleMs: 100, ...options.limits },
  })
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'http://relay')
    const document = parseDocumentId(url.pathname.slice(SYNC_PATH.length + 1))
    if (document === undefined) throw new Error(`the test asked for ${url.pathname}`)
    const as = url.searchParams.get('as')
    const principal: Principal = as === null ? OWNER : JSON.parse(as)
    hub.attach(socket, {
      document,
      owner: { principal, session: url.searchParams.get('session') ?? 'session' },
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

function recordLog(): RecordedLog {
  const lines: { level: string; message: string; fields: object }[] = []
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields })
  }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
