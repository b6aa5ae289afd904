import { connect, createServer, type Socket } from 'node:net'

/** A pipe to the relay that counts what passes on its WebSockets, with every frame's header. */
export interface CountingProxy {
  readonly url: string
  /** Bytes since the start on sockets under /sync: from the till, and to it. */
  counts(): { readonly up: number; readonly down: number }
  close(): void
}

export async function startCountingProxy(relayUrl: string): Promise<CountingProxy> {
  const target = new URL(relayUrl)
  const counts = { up: 0, down: 0 }
  const open = new Set<Socket>()
  const server = createServer(client => {
    const relay = connect(Number(target.port), target.hostname)
    let isSync: boolean | undefined
    for (const socket of [client, relay]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        relay.destroy()
      })
    }
    client.on('data', chunk => {
      isSync ??= chunk.subarray(0, 9).toString('latin1') === 'GET /sync'
      if (isSync) counts.up += chunk.length
      relay.write(chunk)
    })
    relay.on('data', chunk => {
      if (isSync === true) counts.down += chunk.length
      client.write(chunk)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    counts: () => ({ ...counts }),
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
