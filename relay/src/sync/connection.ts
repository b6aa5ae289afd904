import {
  CLOSE,
  encodeAwareness,
  encodeDurable,
  encodeEpoch,
  encodeRefused,
  encodeThrough,
  mayReconnect,
  type RefusalCode,
} from '@evertill/crdt-model'
import type { RawData } from 'ws'
import { ClockMarker } from './clock-marks.ts'
import type { DocumentSocket } from './document-socket.ts'
import { DurableCount } from './durable-count.ts'
import type { ConnectionOwner } from './sync-hub.ts'
import type { SyncLimits } from './sync-limits.ts'

/** What a connection tells of its socket. Called in the order of events, never again after `closed`. */
export interface ConnectionEvents {
  /** A binary frame: a view of what was read, for the time of the call. */
  frame(connection: Connection, frame: Uint8Array): void
  closed(connection: Connection): void
  /** The relay closed it. */
  refused(code: RefusalCode): void
}

/** A part of an answer to a client's question. */
export interface AnswerPart {
  readonly frame: Uint8Array
  /** Nothing that the relay had is left to be said. */
  readonly isLast: boolean
}

type Limits = Pick<SyncLimits, 'unsentBytes' | 'heartbeatMs' | 'closeMs'>

/** The slowest line that is taken for alive while something is being sent to it, in bytes per millisecond. */
const SLOWEST_LINE = 16

/** An awareness message about nobody: changes nothing, and shows the client that the connection lives. */
const KEEP_ALIVE = encodeAwareness(Uint8Array.of(0))

/** Frames that may come after the relay has closed: what was under way then. Whoever sends more is not read any more. */
const FRAMES_UNDER_WAY = 16

/** RFC 6455: what a close frame holds beside its code, in bytes. */
const REASON_BYTES = 123

/**
 * One socket on one document: sends frames in order within bounds, notices when the other side is gone, and closes
 * with a code. A frame is never left out on an open socket: a client that does not read is closed instead.
 */
export class Connection {
  readonly owner: ConnectionOwner
  readonly access: 'read' | 'write'
  /** Brings back what others once wrote, to a database that was lost or set back. */
  readonly restores: boolean
  /** Set once the client has answered the relay's step 1: from then on its updates build on what the relay has. */
  hasOffered = false
  readonly durableCount = new DurableCount()
  /** Marks what it brings with how far its clock is off; undefined where that is not known. */
  readonly clock: ClockMarker | undefined
  readonly #socket: DocumentSocket
  readonly #durable: boolean
  readonly #through: boolean
  readonly #limits: Limits
  readonly #events: ConnectionEvents
  #state: 'open' | 'closing' | 'closed' = 'open'
  #isRefused = false
  #unsentBytes = 0
  #sentSinceHeartbeat = false
  #silentBeats = 0
  #isAnswering = false
  #nextAnswer: (() => AnswerPart | undefined) | undefined
  #isCatchingUp = false
  #cutTimer: NodeJS.Timeout | undefined
  #framesAfterClose = 0

  constructor(options: {
    socket: DocumentSocket
    owner: ConnectionOwner
    access: 'read' | 'write'
    durable: boolean
    /** Tells sequences beside durable counts, and the epoch. */
    through?: boolean | undefined
    restores?: boolean | undefined
    /** Device clock minus relay clock, milliseconds. */
    clockOffset?: number | undefined
    limits: Limits
    events: ConnectionEvents
  }) {
    this.owner = options.owner
    this.access = options.access
    this.restores = options.restores ?? false
    this.clock = options.clockOffset === undefined ? undefined : new ClockMarker(options.clockOffset)
    this.#socket = options.socket
    this.#durable = options.durable
    this.#through = options.through ?? false
    this.#limits = options.limits
    this.#events = options.events
    this.#listen()
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Whether the relay closed it, not the client. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  /** Sends a frame, or closes the connection when it has not read what was sent before. */
  send(frame: Uint8Array): void {
    if (this.#state !== 'open') return
    const unsent = this.#unsentBytes + frame.byteLength
    if (unsent > this.#limits.unsentBytes && this.#unsentBytes > 0) {
      this.close('tooSlow', 'what was sent before has not been read')
      return
    }
    this.#unsentBytes = unsent
    this.#write(frame, () => {
      this.#unsentBytes -= frame.byteLength
    })
  }

  /** Sends an update of the document, but not while an answer is on its way whose end will hold it. */
  sendUpdate(frame: Uint8Array): void {
    if (!this.#isCatchingUp) this.send(frame)
  }

  /**
   * Sends an answer to the client's own question, which may be as large as the document: part by part, each when the
   * one before has left, so that a slow reader costs one part. One at a time: of what is asked while an answer is on
   * its way, the last question is answered after it.
   * @param next called when a part can be sent; undefined when there is none now, and `answer` is called again for it
   */
  answer(next: () => AnswerPart | undefined): void {
    if (this.#state !== 'open') return
    if (this.#isAnswering) {
      this.#nextAnswer = next
      return
    }
    const part = next()
    if (part === undefined) return
    this.#isAnswering = true
    this.#isCatchingUp = !part.isLast
    this.#write(part.frame, () => {
      // Others have their turn in between, also where a line takes all at once.
      if (!part.isLast) setImmediate(() => this.#goOn(next))
      else this.#goOn(undefined)
    })
  }

  #goOn(next: (() => AnswerPart | undefined) | undefined): void {
    this.#isAnswering = false
    const asked = this.#nextAnswer
    this.#nextAnswer = undefined
    // A later question says what has arrived by now: the answer before it need not go on.
    const wanted = asked ?? next
    if (wanted !== undefined) this.answer(wanted)
  }

  /** Tells a client that knows of epochs which one the document is in. */
  tellEpoch(epoch: number): void {
    if (this.#through) this.send(encodeEpoch(epoch))
  }

  /**
   * Tells a client that asked for it how many of its messages are committed, when that has grown.
   * @param through the newest sequence of the document that is committed
   */
  tellDurable(committed: number, through: number): void {
    const count = this.durableCount.advance(committed)
    if (count === undefined || !this.#durable) return
    if (this.#through) this.send(encodeThrough(through))
    this.send(encodeDurable(count))
  }

  /** Closes with a code and a sentence; frames that still come are ignored. */
  close(code: RefusalCode, sentence: string): void {
    if (this.#state !== 'open') return
    if (this.#durable) this.#write(encodeRefused(code, sentence, mayReconnect(CLOSE[code])))
    this.#events.refused(code)
    this.#state = 'closing'
    this.#isRefused = true
    this.#nextAnswer = undefined
    this.#socket.close(CLOSE[code], cutToBytes(sentence, REASON_BYTES))
    // The close frame waits behind everything unsent, and a client that is gone never answers it.
    this.#cutAfter(this.#limits.closeMs)
  }

  #cutAfter(milliseconds: number): void {
    clearTimeout(this.#cutTimer)
    this.#cutTimer = setTimeout(() => this.#socket.terminate(), milliseconds)
  }

  /** To be called every `heartbeatMs`. */
  heartbeat(): void {
    if (this.#state !== 'open') return
    // Beats are counted, not time: a relay that was busy for a while has not listened either.
    const patience = 2 + this.#socket.bufferedAmount / (SLOWEST_LINE * this.#limits.heartbeatMs)
    if (this.#silentBeats > patience) {
      this.#socket.terminate()
      return
    }
    this.#silentBeats++
    this.#socket.ping()
    if (!this.#sentSinceHeartbeat) this.send(KEEP_ALIVE)
    this.#sentSinceHeartbeat = false
  }

  #listen(): void {
    this.#socket.on('message', (data, isBinary) => {
      this.#silentBeats = 0
      if (this.#state !== 'open') {
        if (++this.#framesAfterClose > FRAMES_UNDER_WAY) this.#socket.pause()
        return
      }
      if (isBinary) this.#events.frame(this, viewOf(data))
      else this.close('malformedFrame', 'frames of this protocol are binary')
    })
    this.#socket.on('pong', () => {
      this.#silentBeats = 0
    })
    // Without a listener the error would end the process. `ws` has said why it closes, and reads on for nothing: a
    // frame that is too large would be read to its end.
    this.#socket.on('error', () => {
      this.#state = 'closing'
      setImmediate(() => this.#socket.pause())
      this.#cutAfter(this.#limits.closeMs)
    })
    this.#socket.on('close', () => {
      clearTimeout(this.#cutTimer)
      this.#state = 'closed'
      this.#events.closed(this)
    })
  }

  #write(frame: Uint8Array, written: () => void = () => {}): void {
    this.#sentSinceHeartbeat = true
    this.#socket.send(frame, { binary: true, compress: false }, written)
  }
}

/** Not the Buffer itself: its `slice` shares memory where Uint8Array's copies. */
function viewOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data))
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function cutToBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text)
  if (encoded.byteLength <= bytes) return text
  return encoded
    .subarray(0, bytes)
    .toString()
    .replace(/\uFFFD+$/, '')
}
