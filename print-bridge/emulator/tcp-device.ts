import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

/** What a device does, whatever carries its bytes. */
export interface DeviceEngine {
  /** Where what it says goes from now on. */
  connect(reply: (bytes: Uint8Array) => void): void
  receive(bytes: Uint8Array): void
  powerCycle(): void
  stop(): void
}

/** What goes wrong on the way to the device. Everything may be changed while it runs. */
export interface NetworkFaults {
  /** The connection is reset when so many bytes of it have come in. */
  resetAfterBytes: number | null
  /** It is ended politely then. */
  endAfterBytes: number | null
  /** Accepts, and never reads. */
  neverReads: boolean
}

/** An emulated printer or scale on the network: one client at a time, the others wait, as with real ones. */
export class TcpDevice<Engine extends DeviceEngine = DeviceEngine> {
  readonly engine: Engine
  readonly faults: NetworkFaults = { resetAfterBytes: null, endAfterBytes: null, neverReads: false }
  readonly #server: Server
  readonly #waiting: Socket[] = []
  #serving: Socket | null = null

  private constructor(engine: Engine) {
    this.engine = engine
    this.#server = createServer({ pauseOnConnect: true }, socket => this.#welcome(socket))
  }

  /** @param port 0 for any free one. */
  static async listen<Engine extends DeviceEngine>(engine: Engine, port = 0): Promise<TcpDevice<Engine>> {
    const device = new TcpDevice(engine)
    await device.#listen(port)
    return device
  }

  get port(): number {
    const address = this.#server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }

  /** How many clients are connected, served or waiting. */
  get clients(): number {
    return this.#waiting.length + (this.#serving ? 1 : 0)
  }

  /** Switched off: connections break, new ones are refused. */
  async switchOff(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#serving?.resetAndDestroy()
    for (const socket of this.#waiting) socket.resetAndDestroy()
    await closed
    this.engine.powerCycle()
  }

  async switchOn(port: number): Promise<void> {
    await this.#listen(port)
  }

  async close(): Promise<void> {
    this.engine.stop()
    if (this.#server.listening) await this.switchOff()
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  #welcome(socket: Socket): void {
    socket.on('error', () => undefined)
    socket.on('close', () => {
      const place = this.#waiting.indexOf(socket)
      if (place >= 0) this.#waiting.splice(place, 1)
      if (this.#serving !== socket) return
      this.#serving = null
      const next = this.#waiting.shift()
      if (next) this.#serve(next)
    })
    if (this.#serving) this.#waiting.push(socket)
    else this.#serve(socket)
  }

  #serve(socket: Socket): void {
    this.#serving = socket
    this.engine.connect(bytes => {
      if (!socket.destroyed) socket.write(bytes)
    })
    if (this.faults.neverReads) return
    let received = 0
    socket.on('data', bytes => {
      const { resetAfterBytes, endAfterBytes } = this.faults
      const limit = resetAfterBytes ?? endAfterBytes
      const taken = limit === null ? bytes : bytes.subarray(0, Math.max(0, limit - received))
      received += bytes.length
      this.engine.receive(taken)
      if (limit === null || received < limit) return
      if (resetAfterBytes === null) socket.end()
      else socket.resetAndDestroy()
    })
    socket.resume()
  }
}
