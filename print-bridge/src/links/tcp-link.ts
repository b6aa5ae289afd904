import { createConnection, type Socket } from 'node:net'
import { LinkLost, type PrintLink, type PrintLinkListener } from '@evertill/crdt-model/printing'

/** A printer that is busy with another client may take seconds to accept; longer means it is not there. */
const CONNECT_MS = 4000

/**
 * Opens a raw TCP connection to a printer.
 * @throws `LinkLost` when nobody accepts within four seconds.
 */
export async function openTcpLink(target: { host: string; port: number }): Promise<PrintLink> {
  const socket = createConnection({ ...target, noDelay: true })
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      socket.destroy()
      reject(new LinkLost('no connection', error))
    }
    const timer = setTimeout(() => fail(new Error('timeout')), CONNECT_MS)
    socket.once('error', fail)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeListener('error', fail)
      resolve()
    })
    socket.once('close', () => clearTimeout(timer))
  })
  return new TcpLink(socket)
}

class TcpLink implements PrintLink {
  readonly #socket: Socket
  #listener: PrintLinkListener | null = null
  #closed = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', bytes => this.#listener?.onBytes(bytes))
    // A printer that ends its half will not read any more either.
    socket.on('end', () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (!this.#closed) this.#listener?.onLost()
    })
  }

  listen(listener: PrintLinkListener): void {
    this.#listener = listener
    if (this.#socket.destroyed) listener.onLost()
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new LinkLost('the connection is gone'))
      this.#socket.write(bytes, error => (error ? reject(new LinkLost('write failed', error)) : resolve()))
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#socket.destroyed) return
    await new Promise<void>(resolve => {
      this.#socket.once('close', () => resolve())
      // What was handed over is still delivered; a peer that does not read is not waited for.
      const cut = setTimeout(() => this.#socket.destroy(), 1000)
      this.#socket.once('close', () => clearTimeout(cut))
      this.#socket.end()
    })
  }
}
