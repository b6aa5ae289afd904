import { createConnection, createServer, type Socket } from 'node:net'

/** A load balancer as plain as they come: each connection goes to the next relay that takes it. */
export interface LoadBalancer {
  readonly port: number
  stop(): Promise<void>
}

/** @param ports of the relays, asked for at each connection */
export async function startLoadBalancer(ports: () => readonly number[]): Promise<LoadBalancer> {
  let next = 0
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const server = createServer(incoming => {
    keep(incoming)
    const tries = [...ports()]
    const turn = next++
    const attempt = (index: number) => {
      const port = tries[(turn + index) % tries.length]
      if (port === undefined || index >= tries.length) {
        incoming.destroy()
        return
      }
      const outgoing = createConnection({ port, host: '127.0.0.1' })
      outgoing.once('error', () => attempt(index + 1))
      outgoing.once('connect', () => {
        outgoing.removeAllListeners('error')
        keep(outgoing)
        incoming.pipe(outgoing)
        outgoing.pipe(incoming)
        incoming.on('close', () => outgoing.destroy())
        outgoing.on('close', () => incoming.destroy())
      })
    }
    attempt(0)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
