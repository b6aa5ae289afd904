import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { lockDirectory } from './data/directory-lock.ts'
import { createApp } from './http/app.ts'
import type { PageFile } from './http/services.ts'
import { makeOpenLink, type OpenLink } from './links/open-link.ts'
import { PairingCode } from './pairing/pairing-code.ts'
import { Tokens } from './pairing/tokens.ts'
import { Printers } from './printing/printers.ts'
import { WORKER_TIMES, type WorkerTimes } from './printing/worker-times.ts'
import { Settings } from './settings/settings.ts'
import { Spool } from './spool/spool.ts'

/** Never more: the bridge serves the tills of one machine. */
const MAX_CONNECTIONS = 64
const HEADERS_MS = 5000
const REQUEST_MS = 15_000
const MAX_HEADER_BYTES = 8192

export interface RunningBridge {
  readonly url: string
  readonly port: number
  /** Takes no more requests, lets each printer end its job, closes the spool. Safe to call twice. */
  stop(): Promise<void>
}

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  constructor(address: string, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const hint =
      code === 'EADDRINUSE' ? 'something else listens there: stop it, or set PRINT_BRIDGE_PORT' : code
    super(`cannot listen on ${address}: ${hint}`, { cause })
    this.name = 'ListenError'
  }
}

/**
 * Starts the whole bridge.
 * @param around `port` 0 in the configuration asks for any free one.
 * @throws `ListenError`, `DirectoryInUseError`, `SettingsError`, `SpoolTooNewError`.
 */
export async function startBridge(
  config: Config,
  around: {
    readonly version: string
    readonly log: Logger
    readonly readPageFile: (name: PageFile) => string
    readonly times?: WorkerTimes
    /** How printers are opened, when not as their settings say. */
    readonly openLink?: OpenLink
    readonly now?: () => number
  },
): Promise<RunningBridge> {
  const { log, now = Date.now, times = WORKER_TIMES } = around
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 })
  const unlock = await lockDirectory(config.dataDirectory)
  const stopping = new AbortController()
  try {
    const settings = await Settings.open(config.dataDirectory, config.origins)
    const tokens = await Tokens.open(config.dataDirectory)
    const spool = await Spool.open(config.dataDirectory, now)
    const openLink = around.openLink ?? makeOpenLink(config.extraPrinterPorts)
    const { servers, port, serve } = await listenOnLoopback(config.port)
    // Only now that the port is ours: a bridge that cannot serve prints nothing either.
    const printers = new Printers({ spool, openLink, times, now, log }, settings.printers)
    serve(
      createApp({
        ...{ version: around.version, port, settings, tokens, spool, printers, log, now },
        ...{ readPageFile: around.readPageFile, extraPrinterPorts: config.extraPrinterPorts },
        pairing: new PairingCode(now),
        stopping: stopping.signal,
      }).fetch,
    )
    let stopped: Promise<void> | undefined
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      stop() {
        stopped ??= (async () => {
          stopping.abort()
          await Promise.all([...servers.map(closeServer), printers.stop()])
          await spool.close()
          await unlock()
        })()
        return stopped
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

type Fetch = (request: Request) => Response | Promise<Response>

/** 127.0.0.1, and ::1 where there is one: `localhost` may mean either, and nobody else may sit on the other. */
async function listenOnLoopback(
  wanted: number,
): Promise<{ servers: Server[]; port: number; serve: (fetch: Fetch) => void }> {
  let fetch: Fetch = () => new Response(null, { status: 503 })
  const servers: Server[] = []
  let port = wanted
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer(request => fetch(request))
    server.listen({ host, port, exclusive: true })
    try {
      await once(server, 'listening')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) continue
      await Promise.all(servers.map(closeServer))
      throw new ListenError(host === '::1' ? `[::1]:${port}` : `${host}:${port}`, error)
    }
    const address = server.address()
    if (address !== null && typeof address === 'object') port = address.port
    servers.push(server)
  }
  return {
    servers,
    port,
    serve: next => {
      fetch = next
    },
  }
}

function createServer(fetch: Fetch): Server {
  const server = createAdaptorServer({ fetch, serverOptions: { maxHeaderSize: MAX_HEADER_BYTES } })
  // Only HTTP/1: this is what `createAdaptorServer` makes when it is not given another.
  if (!('closeIdleConnections' in server)) throw new TypeError('the server must be an HTTP/1 server')
  server.maxConnections = MAX_CONNECTIONS
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  return server
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
