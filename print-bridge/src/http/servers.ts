import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { createAdaptorServer, getRequestListener } from '@hono/node-server'

export type Fetch = (request: Request) => Response | Promise<Response>

/** Never more, on each interface: the bridge serves the tills of one machine, or of one store. */
const MAX_CONNECTIONS = 64
const HEADERS_MS = 5000
const REQUEST_MS = 15_000
const HANDSHAKE_MS = 5000
const MAX_HEADER_BYTES = 8192

/** For the loopback interface, which nobody else can listen to. */
export function createPlainServer(fetch: Fetch): Server {
  const server = createAdaptorServer({ fetch, serverOptions: { maxHeaderSize: MAX_HEADER_BYTES } })
  // Only HTTP/1: this is what `createAdaptorServer` makes when it is not given another.
  if (!('closeIdleConnections' in server)) throw new TypeError('the server must be an HTTP/1 server')
  return limited(server)
}

/** Key and certificate as PEM. */
interface Shown {
  readonly key: string
  readonly certificate: string
}

/** For a network: TLS 1.2 or later, and nothing is said without it. */
export function createTlsServer(credential: Shown, fetch: Fetch): HttpsServer {
  const options = {
    ...secureOptions(credential),
    handshakeTimeout: HANDSHAKE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  }
  const listener = getRequestListener(fetch)
  return limited(createHttpsServer(options, (request, response) => void listener(request, response)))
}

/** Another certificate for whoever connects from now on. */
export function showCertificate(server: HttpsServer, credential: Shown): void {
  server.setSecureContext(secureOptions(credential))
}

function secureOptions({ key, certificate }: Shown) {
  return { key, cert: certificate, minVersion: 'TLSv1.2' as const }
}

/** Whoever is connected is cut off, also in the middle of a handshake. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const socket of SOCKETS.get(server) ?? []) socket.destroy()
  await closed
}

/** All that are connected: Node's own list has only those that have said something. */
const SOCKETS = new WeakMap<Server, Set<Socket>>()

function limited<Any extends Server>(server: Any): Any {
  const sockets = new Set<Socket>()
  SOCKETS.set(server, sockets)
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.maxConnections = MAX_CONNECTIONS
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  return server
}
