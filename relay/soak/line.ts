import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * The line between one device and the relay: can be cut, can fall silent without anybody noticing, and can carry
 * everything as usual.
 */
export class Line {
  /** Where the device connects to. */
  readonly port: number
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #state: 'good' | 'cut' | 'silent' = 'good'
  #isHeld = false

  /** @param relayPort of the relay, asked for at each connection: where there are several it may be another */
  static async open(relayPort: () => number): Promise<Line> {
    const server = createServer({ pauseOnConnect: true })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new Line(server, relayPort)
  }

  private constructor(server: Server, relayPort: () => number) {
    const address = server.address()
    this.port = address !== null && typeof address === 'object' ? address.port : 0
    this.#server = server
    server.on('connection', device => this.#join(device, relayPort()))
  }

  /** Every connection breaks, and no new one is made. */
  cut(): void {
    this.#state = 'cut'
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  /** Cuts it, and keeps it cut until it is let go: what was to heal it meanwhile does not. */
  hold(): void {
    this.#isHeld = true
    this.cut()
  }

  letGo(): void {
    this.#isHeld = false
    this.heal()
  }

  /** Nothing comes through any more in either direction, and nothing breaks. */
  fallSilent(): void {
    this.#state = 'silent'
    for (const [device, relay] of this.#pairs) {
      device.unpipe(relay).pause()
      relay.unpipe(device).pause()
    }
  }

  heal(): void {
    if (this.#isHeld) return
    const wasSilent = this.#state === 'silent'
    this.#state = 'good'
    if (wasSilent) for (const pair of this.#pairs) joinEnds(pair)
  }

  close(): void {
    this.cut()
    this.#server.close()
  }

  #join(device: Socket, relayPort: number): void {
    if (this.#state === 'cut') {
      device.destroy()
      return
    }
    const relay = connect(relayPort, '127.0.0.1')
    const pair = [device, relay] as const
    this.#pairs.add(pair)
    for (const socket of pair) {
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#pairs.delete(pair)
        for (const other of pair) other.destroy()
      })
    }
    if (this.#state === 'good') joinEnds(pair)
  }
}

function joinEnds([device, relay]: readonly [Socket, Socket]): void {
  device.pipe(relay)
  relay.pipe(device)
}
