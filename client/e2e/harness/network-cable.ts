import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { RelayProcess } from './relay-process.ts'

/** The way from one device to the relay, which can be cut while the relay goes on for all others. */
export interface NetworkCable {
  /** Where the device finds the relay: an address of its own, as a port of a switch. */
  readonly url: string
  /** From now on nothing passes: open connections are gone, new ones are refused. */
  unplug(): void
  plugIn(): void
}

/** Lays a cable to the relay. It is taken away when the test is over. */
export async function layCable(relay: Pick<RelayProcess, 'url'>): Promise<NetworkCable> {
  const target = Number(new URL(relay.url).port)
  const open = new Set<Socket>()
  let plugged = true
  const server = createServer(near => {
    if (!plugged) return near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => from.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
  const cut = () => {
    plugged = false
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${port}`,
    unplug: cut,
    plugIn: () => {
      plugged = true
    },
  }
}
