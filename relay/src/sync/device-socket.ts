import { EventEmitter } from 'node:events'
import {
  CHANNELS_PER_SOCKET,
  ChannelAssembler,
  ChannelQueue,
  CLOSE,
  encodeHello,
  readChannelFrame,
} from '@evertill/crdt-model'
import type { RawData, WebSocket } from 'ws'
import type { DocumentSocket } from './document-socket.ts'

/** What a device's socket asks of the relay. */
export interface DeviceSocketOptions {
  readonly socket: WebSocket
  /** The database, as the first frame tells it. */
  readonly hello: { readonly database: string; readonly incarnation: string; readonly through: number }
  /** The largest message, bytes. */
  readonly messageBytes: number
  /** A document is asked for: hands the channel on, or closes it with a code. */
  readonly open: (channel: DocumentSocket, document: string) => void
}

/** Bytes left to the operating system before the channels take their next turn. */
const BUFFERED_BYTES = 128 * 1024
/** How long a socket that broke the rules may take to close. */
const CUT_MS = 5000
/** A socket without any channel is closed after this long. */
const IDLE_MS = 60_000
/** Several channels ask for the same ping. */
const PING_APART_MS = 1000
/** What ends a session ends its socket, not only the channel that was told. */
const ENDS_ALL: ReadonlySet<number> = new Set([
  CLOSE.revoked,
  CLOSE.unauthenticated,
  CLOSE.rightsChanged,
  CLOSE.restarting,
])

/**
 * One socket that carries all documents of a device (PROTOCOL.md, section 7). Each channel is a `DocumentSocket`; this
 * knows nothing of what is said on them.
 */
export function serveDeviceSocket(options: DeviceSocketOptions): void {
  new DeviceSocket(options).begin()
}

class DeviceSocket {
  readonly #socket: WebSocket
  readonly #options: DeviceSocketOptions
  readonly #channels = new Map<number, Channel>()
  readonly #queue = new ChannelQueue()
  readonly #assembler = new ChannelAssembler()
  #highest = -1
  #isFlowing = false
  #pingedAt = 0
  #idleTimer: NodeJS.Timeout | undefined

  constructor(options: DeviceSocketOptions) {
    this.#options = options
    this.#socket = options.socket
  }

  begin(): void {
    const { hello } = this.#options
    this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    this.#socket.on('pong', () => {
      for (const channel of this.#channels.values()) channel.emit('pong')
    })
    // Without a listener the error would end the process. `ws` has said why it closes, and reads on for nothing: a
    // frame that is too large would be read to its end.
    this.#socket.on('error', () => {
      setImmediate(() => this.#socket.pause())
      setTimeout(() => this.#socket.terminate(), CUT_MS).unref()
    })
    this.#socket.on('close', () => this.#closed())
    this.#write(encodeHello(hello.database, hello.incarnation, hello.through), () => {})
    this.#watchIdle()
  }

  /** Closes the socket and all its channels. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
    for (const channel of [...this.#channels.values()]) this.#end(channel)
  }

  send(channel: Channel, message: Uint8Array, written: () => void): void {
    this.#queue.push(channel.id, message, written)
    this.#flow()
  }

  bytesOf(channel: Channel): number {
    return this.#queue.bytesOf(channel.id)
  }

  /** @param waits whether what was sent before goes out first */
  closeChannel(channel: Channel, code: number, reason: string, waits: boolean): void {
    if (!waits) this.#queue.drop(channel.id)
    this.#queue.close(channel.id, code, reason)
    this.#flow()
    // After the caller is through: it goes on with the channel it is closing.
    setImmediate(() => {
      this.#end(channel)
      if (ENDS_ALL.has(code)) this.close(code, reason)
    })
  }

  ping(): void {
    const now = Date.now()
    if (now - this.#pingedAt < PING_APART_MS || this.#socket.readyState !== this.#socket.OPEN) return
    this.#pingedAt = now
    this.#socket.ping()
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!isBinary) {
      this.#malformed('frames of this protocol are binary')
      return
    }
    const frame = readChannelFrame(bytesOf(data))
    switch (frame.kind) {
      case 'open':
        this.#open(frame.channel, frame.document)
        break
      case 'piece':
        this.#take(frame.channel, frame.bytes, frame.isLast)
        break
      case 'close': {
        const channel = this.#channels.get(frame.channel)
        if (channel !== undefined) this.#end(channel)
        break
      }
      case 'hello':
        this.#malformed('a client does not say hello')
        break
      case 'malformed':
        this.#malformed(frame.reason)
        break
    }
  }

  #open(id: number, document: string): void {
    // Numbers grow: what still comes for a closed channel can never be meant for a later one.
    if (id <= this.#highest) {
      this.#malformed('a channel must have a new number')
      return
    }
    this.#highest = id
    const channel = new Channel(id, this)
    this.#channels.set(id, channel)
    this.#watchIdle()
    if (this.#channels.size > CHANNELS_PER_SOCKET) {
      channel.close(CLOSE.tooLarge, 'too many documents on one socket')
      return
    }
    this.#options.open(channel, document)
  }

  #take(id: number, bytes: Uint8Array, isLast: boolean): void {
    const channel = this.#channels.get(id)
    // It was closed a moment ago: the client does not know yet.
    if (channel === undefined) return
    const message = this.#assembler.take(id, bytes, isLast)
    if (this.#assembler.bytes > this.#options.messageBytes) {
      this.#assembler.drop(id)
      channel.close(CLOSE.tooLarge, 'a message is too long')
      return
    }
    if (message !== undefined) channel.receive(message)
  }

  #malformed(reason: string): void {
    this.close(CLOSE.malformedFrame, reason.slice(0, 100))
  }

  /** Sends, in turns, as much as the line takes; then others in this process have theirs. */
  #flow(): void {
    if (this.#isFlowing) return
    this.#isFlowing = true
    let sent = 0
    while (this.#takesMore && sent < BUFFERED_BYTES) {
      const next = this.#queue.next()
      if (next === undefined) break
      sent += next.frame.byteLength
      this.#write(next.frame, () => {
        next.sent()
        this.#flow()
      })
    }
    if (sent < BUFFERED_BYTES) this.#isFlowing = false
    else {
      setImmediate(() => {
        this.#isFlowing = false
        this.#flow()
      })
    }
  }

  get #takesMore(): boolean {
    return this.#socket.readyState === this.#socket.OPEN && this.#socket.bufferedAmount < BUFFERED_BYTES
  }

  #write(frame: Uint8Array, written: () => void): void {
    this.#socket.send(frame, { binary: true, compress: false }, error => {
      if (error === undefined || error === null) written()
    })
  }

  #end(channel: Channel): void {
    if (!this.#channels.delete(channel.id)) return
    this.#assembler.drop(channel.id)
    channel.ended()
    this.#watchIdle()
  }

  #watchIdle(): void {
    clearTimeout(this.#idleTimer)
    if (this.#channels.size > 0) return
    this.#idleTimer = setTimeout(() => this.#socket.terminate(), IDLE_MS).unref()
  }

  #closed(): void {
    clearTimeout(this.#idleTimer)
    for (const channel of [...this.#channels.values()]) this.#end(channel)
    clearTimeout(this.#idleTimer)
  }
}

/** One document's share of the socket. What comes before anybody listens is kept. */
class Channel extends EventEmitter implements DocumentSocket {
  readonly OPEN = 1
  readyState = 1
  readonly id: number
  readonly #device: DeviceSocket
  /** What came before anybody was ready to hear it, or null from then on. */
  #early: Uint8Array[] | null = []
  #isDeaf = false

  constructor(id: number, device: DeviceSocket) {
    super()
    this.id = id
    this.#device = device
  }

  get bufferedAmount(): number {
    return this.#device.bytesOf(this)
  }

  override on(event: string, listener: (...values: never[]) => void): this {
    super.on(event, listener as (...values: unknown[]) => void)
    // Not at once: who listens is not through with setting itself up.
    if (event === 'message') queueMicrotask(() => this.#deliverEarly())
    return this
  }

  send(data: Uint8Array, _options: { binary: boolean; compress: boolean }, written: () => void): void {
    if (this.readyState === this.OPEN) this.#device.send(this, data, written)
  }

  close(code: number, reason: string): void {
    this.#leave(code, reason, true)
  }

  terminate(): void {
    this.#leave(1006, '', false)
  }

  ping(): void {
    this.#device.ping()
  }

  pause(): void {
    this.#isDeaf = true
  }

  receive(message: Uint8Array): void {
    if (this.#isDeaf) return
    if (this.#early !== null) this.#early.push(message)
    else this.emit('message', Buffer.from(message.buffer, message.byteOffset, message.byteLength), true)
  }

  ended(): void {
    // What the client said before it closed the channel counts.
    if (this.listenerCount('message') > 0) this.#deliverEarly()
    this.readyState = 3
    this.emit('close')
  }

  #deliverEarly(): void {
    const early = this.#early ?? []
    this.#early = null
    for (const message of early) this.receive(message)
  }

  #leave(code: number, reason: string, waits: boolean): void {
    if (this.readyState !== this.OPEN) return
    this.readyState = 2
    this.#device.closeChannel(this, code, reason, waits)
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  // Not the Buffer itself: its `slice` shares memory where Uint8Array's copies.
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
