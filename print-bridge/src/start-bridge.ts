import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { lockDirectory } from './data/directory-lock.ts'
import { createApp, createLanApp } from './http/app.ts'
import { DRAWER_PULSES, RateLimit } from './http/rate-limit.ts'
import { closeServer, createPlainServer, type Fetch } from './http/servers.ts'
import type { PageFile, Services } from './http/services.ts'
import { Lan } from './lan/lan.ts'
import { findOwnPlaces, type OwnPlaces } from './lan/own-places.ts'
import { SCALE_PORTS } from './links/network-target.ts'
import { makeOpenLink, type OpenLink } from './links/open-link.ts'
import { PairingCode } from './pairing/pairing-code.ts'
import { Tokens } from './pairing/tokens.ts'
import { Printers } from './printing/printers.ts'
import { WORKER_TIMES, type WorkerTimes } from './printing/worker-times.ts'
import { Scales } from './scales/scales.ts'
import { Settings } from './settings/settings.ts'
import { Spool } from './spool/spool.ts'

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
    /** How printers and scales are opened, when not as their settings say. */
    readonly openLink?: OpenLink
    readonly now?: () => number
    /** Where this machine is on its networks, when not as the system says. */
    readonly findPlaces?: () => OwnPlaces
    /** How often the network is looked after, when not as usual. Milliseconds. */
    readonly lookEveryMs?: number
  },
): Promise<RunningBridge> {
  const { log, now = Date.now, times = WORKER_TIMES, findPlaces = findOwnPlaces } = around
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
    const openScale = around.openLink ?? makeOpenLink([...config.extraPrinterPorts, ...SCALE_PORTS])
    const scales = new Scales(openScale, settings.scales)
    const { dataDirectory } = config
    const lan = new Lan({
      ...{ dataDirectory, settings, findPlaces, now, log, lookEveryMs: around.lookEveryMs },
      answer: here => createLanApp(services, here).fetch,
    })
    const services: Services = {
      ...{
        version: around.version,
        port,
        settings,
        tokens,
        spool,
        printers,
        scales,
        lan,
        findPlaces,
        log,
        now,
      },
      ...{ readPageFile: around.readPageFile, extraPrinterPorts: config.extraPrinterPorts },
      pairing: new PairingCode(now),
      pulses: new RateLimit(DRAWER_PULSES, now),
      stopping: stopping.signal,
    }
    serve(createApp(services).fetch)
    await lan.start()
    let stopped: Promise<void> | undefined
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      stop() {
        stopped ??= (async () => {
          stopping.abort()
          await Promise.all([...servers.map(closeServer), lan.stop(), printers.stop(), scales.stop()])
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

/** 127.0.0.1, and ::1 where there is one: `localhost` may mean either, and nobody else may sit on the other. */
async function listenOnLoopback(
  wanted: number,
): Promise<{ servers: Server[]; port: number; serve: (fetch: Fetch) => void }> {
  let fetch: Fetch = () => new Response(null, { status: 503 })
  const servers: Server[] = []
  let port = wanted
  for (const host of ['127.0.0.1', '::1']) {
    const server = createPlainServer(request => fetch(request))
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
