import {
  ACT_AS_PARAMETER,
  CHANNELS_PER_SOCKET,
  ChannelAssembler,
  ChannelQueue,
  CLOCK_PARAMETER,
  encodeCloseChannel,
  encodeOpenChannel,
  mustFetchAnew,
  readChannelFrame,
  SYNC_PATH,
} from '@evertill/crdt-model'
import { type SocketClass, syncUrl } from './sync-url.ts'

/** Whom the device talks to: the first thing a relay says. */
export interface RelayHello {
  readonly database: string
  /** Another one when the database was restored or copied. */
  readonly incarnation: string
  /** The newest sequence that the database has of what only this device writes. */
  readonly through: number
}

export interface DeviceSocketOptions {
  /** Origin of the relay: `https://host:port`. */
  readonly relayUrl: string
  /** As which of the two a browser may be this one asks. */
  readonly actAs: 'device' | 'user'
  readonly onHello: (hello: RelayHello) => void
  /** Where real sockets come from; the browser's class unless a test brings its own. */
  readonly Socket?: SocketClass
}

/** Bytes left to the browser before the channels take their next turn. */
const BUFFERED_BYTES = 128 * 1024
/** The browser does not say when a socket has sent: it is looked at this often, milliseconds. */
const LOOK_AGAIN = 20
/**
 * The relay says something at least every 12 s: a line that is silent for longer is dead, whatever the browser says. One
 * that takes longer to open is tried anew: the browser itself would wait for minutes, and the clock it was opened with
 * would be as old.
 */
const SILENCE = 30_000
const LOOK_FOR_SILENCE = 5000
/** How long a socket without documents stays open: a document that comes back soon uses it. */
const LINGER = 3000
/** RFC 6455: closed without a close frame. */
const LOST = 1006

/**
 * One socket to the relay for all documents of this device. `Socket` is a stand-in for the browser's WebSocket that
 * y-websocket's providers are given: each instance is one channel of the shared socket (relay/PROTOCOL.md, section 7).
 */
export class DeviceSockets {
  readonly Socket: SocketClass
  readonly #options: DeviceSocketOptions
  readonly #lines = new Set<Line>()
  #isClosed = false

  constructor(options: DeviceSocketOptions) {
    this.#options = options
    const open = (channel: Channel) => this.#open(channel)
    class ChannelSocket extends Channel {
      constructor(url: string) {
        super(url, open)
      }
    }
    this.Socket = asSocketClass(ChannelSocket)
  }

  /** Closes all: nothing is opened any more. */
  close(): void {
    this.#isClosed = true
    for (const line of [...this.#lines]) line.close()
  }

  #open(channel: Channel): void {
    if (this.#isClosed) {
      channel.lost(LOST, '')
      return
    }
    for (const line of this.#lines) if (line.take(channel)) return
    const line: Line = new Line(this.#options, () => this.#lines.delete(line))
    this.#lines.add(line)
    line.take(channel)
  }
}

/** A real socket and the channels on it. */
class Line {
  readonly #socket: WebSocket
  readonly #channels = new Map<number, Channel>()
  readonly #queue = new ChannelQueue()
  readonly #assembler = new ChannelAssembler()
  readonly #options: DeviceSocketOptions
  readonly #ended: () => void
  readonly #watch: ReturnType<typeof setInterval>
  #flowTimer: ReturnType<typeof setTimeout> | undefined
  #lingerTimer: ReturnType<typeof setTimeout> | undefined
  #state: 'opening' | 'open' | 'over' = 'opening'
  #next = 0
  #heardAt = Date.now()

  constructor(options: DeviceSocketOptions, ended: () => void) {
    this.#options = options
    this.#ended = ended
    const Socket = options.Socket ?? WebSocket
    const query = `${ACT_AS_PARAMETER}=${options.actAs}&${CLOCK_PARAMETER}=${Date.now()}`
    const socket = new Socket(`${syncUrl(options.relayUrl)}?${query}`)
    this.#socket = socket
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => this.#opened()
    socket.onmessage = event => this.#receive(event.data)
    socket.onclose = event => this.#over(event.code, event.reason)
    // A close event follows; without a handler the browser would only log it.
    socket.onerror = () => {}
    this.#watch = setInterval(() => this.#lookForSilence(), LOOK_FOR_SILENCE)
  }

  /** Opens a channel on this line. @returns false when there is no room for it. */
  take(channel: Channel): boolean {
    if (this.#state === 'over' || this.#channels.size >= CHANNELS_PER_SOCKET) return false
    clearTimeout(this.#lingerTimer)
    const id = this.#next++
    this.#channels.set(id, channel)
    channel.placed({
      send: message => {
        this.#queue.push(id, message)
        this.#flow()
      },
      buffered: () => this.#queue.bytesOf(id),
      leave: () => this.#leave(id),
    })
    if (this.#state === 'open') this.#begin(id, channel)
    return true
  }

  close(): void {
    this.#socket.close()
    this.#over(LOST, '')
  }

  #opened(): void {
    this.#state = 'open'
    this.#heardAt = Date.now()
    for (const [id, channel] of [...this.#channels]) this.#begin(id, channel)
  }

  #begin(id: number, channel: Channel): void {
    this.#socket.send(own(encodeOpenChannel(id, channel.document)))
    // Not within the constructor of the channel: its handlers are not set yet.
    queueMicrotask(() => {
      if (this.#channels.get(id) === channel) channel.opened()
    })
  }

  #receive(data: unknown): void {
    this.#heardAt = Date.now()
    if (!(data instanceof ArrayBuffer)) return
    const frame = readChannelFrame(new Uint8Array(data))
    switch (frame.kind) {
      case 'hello':
        this.#options.onHello(frame)
        break
      case 'piece': {
        const channel = this.#channels.get(frame.channel)
        const message = channel && this.#assembler.take(frame.channel, frame.bytes, frame.isLast)
        if (message) channel.receive(message)
        break
      }
      case 'close': {
        const channel = this.#channels.get(frame.channel)
        this.#forget(frame.channel)
        channel?.lost(frame.code, frame.reason)
        break
      }
      case 'open':
      case 'malformed':
        // No relay says that: what follows could not be trusted either.
        this.close()
        break
    }
  }

  /** Sends, in turns, as much as the browser should hold; looks again later while there is more. */
  #flow(): void {
    clearTimeout(this.#flowTimer)
    if (this.#state !== 'open') return
    while (this.#socket.bufferedAmount < BUFFERED_BYTES) {
      const next = this.#queue.next()
      if (!next) return
      this.#socket.send(own(next.frame))
      next.sent()
    }
    this.#flowTimer = setTimeout(() => this.#flow(), LOOK_AGAIN)
  }

  #leave(id: number): void {
    if (!this.#channels.has(id)) return
    this.#forget(id)
    if (this.#state === 'open') this.#socket.send(own(encodeCloseChannel(id, 1000, '')))
  }

  #forget(id: number): void {
    this.#channels.delete(id)
    this.#queue.drop(id)
    this.#assembler.drop(id)
    if (this.#channels.size > 0) return
    clearTimeout(this.#lingerTimer)
    this.#lingerTimer = setTimeout(() => this.close(), LINGER)
  }

  #lookForSilence(): void {
    if (Date.now() - this.#heardAt > SILENCE) this.close()
  }

  /** The socket is closed, or taken for dead: its own event may come much later. */
  #over(code: number, reason: string): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    clearInterval(this.#watch)
    clearTimeout(this.#flowTimer)
    this.#ended()
    // Such a code says that a document's copy is refused, and is said on its channel: on the socket it means none.
    const said = mustFetchAnew(code) ? LOST : code
    for (const channel of [...this.#channels.values()]) channel.lost(said, reason)
    this.#channels.clear()
    clearTimeout(this.#lingerTimer)
  }
}

/** Where a channel lies. */
interface Place {
  readonly send: (message: Uint8Array) => void
  readonly buffered: () => number
  readonly leave: () => void
}

/** One document's share of the socket, with what y-websocket uses of a WebSocket. */
class Channel {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readonly url: string
  readonly document: string
  readyState: number = this.CONNECTING
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  #place: Place | undefined

  constructor(url: string, open: (channel: Channel) => void) {
    this.url = url
    this.document = documentOf(url)
    open(this)
  }

  get bufferedAmount(): number {
    return this.#place?.buffered() ?? 0
  }

  send(message: Uint8Array): void {
    if (this.readyState === this.OPEN) this.#place?.send(message.slice())
  }

  close(): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    this.#place?.leave()
  }

  placed(place: Place): void {
    this.#place = place
  }

  opened(): void {
    if (this.readyState !== this.CONNECTING) return
    this.readyState = this.OPEN
    this.onopen?.()
  }

  /** @param message in a buffer of its own */
  receive(message: Uint8Array): void {
    if (this.readyState === this.OPEN) this.onmessage?.({ data: own(message).buffer })
  }

  lost(code: number, reason: string): void {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    // Not within the constructor: the handler is not set yet.
    queueMicrotask(() => this.onclose?.({ code, reason }))
  }
}

/** The document in the address that y-websocket makes: `wss://host/sync/<document>?…`. */
function documentOf(url: string): string {
  return new URL(url).pathname.slice(SYNC_PATH.length + 1)
}

/** What lib0 and the assembler make lies in plain buffers, never in shared ones. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}

/** y-websocket and the providers use of a socket only what a channel has. */
function asSocketClass(Socket: new (url: string) => Channel): SocketClass {
  return Socket as unknown as SocketClass
}
