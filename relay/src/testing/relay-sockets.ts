import { once } from 'node:events'
import { readMessage } from '@evertill/crdt-model'
import { createAdaptorServer } from '@hono/node-server'
import { afterEach, beforeEach } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { asServerLike } from '../start-relay.ts'
import type { TestBrowser, TestRelay } from './test-relay.ts'

/** Sockets to a test's relay, which listens on a port while the test runs. */
export interface RelaySockets {
  /** Opens a socket with the browser's cookies, as its own page would. */
  open(document: string, browser: TestBrowser | undefined, headers?: Record<string, string>): WebSocket
  /** Opens one and waits until the relay has taken it. */
  opened(document: string, browser: TestBrowser): Promise<WebSocket>
}

/** For use in a suite of `describeRelay`: gives each of its tests a port. */
export function useRelaySockets(relay: () => TestRelay): RelaySockets {
  let port = 0
  let stop = async () => {}
  beforeEach(async () => {
    const sockets = new WebSocketServer({ noServer: true })
    const server = createAdaptorServer({
      fetch: relay().app.fetch,
      websocket: { server: asServerLike(sockets) },
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = address !== null && typeof address === 'object' ? address.port : 0
    stop = async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      await once(server, 'close')
    }
  })
  afterEach(() => stop())
  const open: RelaySockets['open'] = (document, browser, headers = {}) => {
    const cookie = [...(browser?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    return new WebSocket(`ws://127.0.0.1:${port}/sync/${document}`, {
      headers: { origin: `http://127.0.0.1:${port}`, ...(cookie && { cookie }), ...headers },
    })
  }
  return {
    open,
    async opened(document, browser) {
      const socket = open(document, browser)
      await once(socket, 'message')
      return socket
    },
  }
}

/** The code a socket is closed with. */
export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close')
  return Number(code)
}

/** What the relay first says on a socket, or the code it closes it with. */
export async function firstWord(socket: WebSocket): Promise<string | number> {
  const said = await Promise.race([
    once(socket, 'message').then(([data]) => readMessage(new Uint8Array(data)).kind),
    closeCode(socket),
  ])
  socket.terminate()
  return said
}
