import {
  ACT_AS_PARAMETER,
  CLOSE,
  DURABLE_PARAMETER,
  MESSAGE_DURABLE,
  MESSAGE_EPOCH,
  MESSAGE_REFUSED,
  MESSAGE_SYNC,
  MESSAGE_THROUGH,
  mayReconnect,
} from '@evertill/crdt-model'
import * as decoding from 'lib0/decoding'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { Acknowledgements } from './acknowledgements.ts'
import { type SocketClass, syncUrl } from './sync-url.ts'

export interface DurableProviderOptions {
  /** Origin of the relay: `https://host:port`. */
  readonly relayUrl: string
  readonly document: string
  readonly doc: Y.Doc
  /** As which of the two a browser may be this one asks. */
  readonly actAs: 'device' | 'user'
  /** Where the document stands now: asked as each update message leaves. Must never fall. */
  readonly mark: () => number
  /**
   * The relay has committed everything the document held at this mark; its database stands at the sequence `through`,
   * as far as it told.
   */
  readonly onAcknowledged: (mark: number, through: number) => void
  /** The relay says in which epoch the document is: whether this copy may go on. */
  readonly meetEpoch?: (epoch: number) => boolean
  /** Connected, whole, or all committed changed. */
  readonly onChange: () => void
  /** Other tabs of this device hold the same copy of the document: exchange with them directly, by this channel. */
  readonly crossTab: string | null
  /** Where sockets come from: one that all documents share, or the browser's own class. */
  readonly Socket?: SocketClass
  /** 0 to 1: spreads reconnects. */
  readonly random: () => number
}

/** Why the relay does not want this connection again, with the close code. */
export interface Refusal {
  readonly closeCode: number
  /** The relay's word for it, or empty when it said none. */
  readonly code: string
  readonly sentence: string
}

/** Longest pause between two attempts, milliseconds: a till must find a relay that came back within seconds. */
const MAX_BACKOFF = 3000
/** First pause after a lost connection, milliseconds; it doubles with each failed attempt. */
const FIRST_BACKOFF = 200

/**
 * One document's connection to the relay: y-websocket, with the relay's durable acknowledgements on top.
 *
 * Trusts an open socket for nothing: what is safe is only what the relay said it committed on this connection.
 */
export class DurableProvider {
  readonly #provider: WebsocketProvider
  readonly #options: DurableProviderOptions
  #acknowledgements = new Acknowledgements()
  #refusal: Refusal | null = null
  #told: { code: string; sentence: string } | null = null
  #through = 0

  constructor(options: DurableProviderOptions) {
    this.#options = options
    this.#provider = new WebsocketProvider(syncUrl(options.relayUrl), options.document, options.doc, {
      connect: false,
      params: { [DURABLE_PARAMETER]: '1', [ACT_AS_PARAMETER]: options.actAs },
      disableBc: options.crossTab === null,
      WebSocketPolyfill: this.#socketClass(options.Socket ?? WebSocket),
      shouldReconnect: event => mayReconnect(event.code),
    })
    // By its own choice tabs of two people, or of a refused copy and a new one, would exchange what is not theirs.
    if (options.crossTab !== null) this.#provider.bcChannel = options.crossTab
    // Nobody asks who is present, and the relay keeps connections alive by itself: without a state of our own,
    // awareness has nothing to renew every 15 s.
    this.#provider.awareness.setLocalState(null)
    this.#listen()
    this.#provider.connect()
  }

  get connected(): boolean {
    return this.#provider.wsconnected
  }

  /** Everything the relay has is here. */
  get whole(): boolean {
    return this.#provider.wsconnected && this.#provider.synced
  }

  /** Everything of the relay's is here, and everything of ours is committed there. */
  get synced(): boolean {
    return this.#provider.wsconnected && this.#provider.synced && this.#acknowledgements.settled
  }

  /** Set when the relay closed with a permanent code; the provider stays away then. */
  get refusal(): Refusal | null {
    return this.#refusal
  }

  /** Tries again at once instead of at the end of the pause: the network is back. */
  hurry(): void {
    if (!this.#refusal) this.#provider.connect()
  }

  /** Comes back after a refusal: what it was refused for is mended. */
  retry(): void {
    if (!this.#refusal) return
    this.#refusal = null
    this.#provider.connect()
    this.#options.onChange()
  }

  /** Begins a new connection, on which the relay says anew what of this document it has committed. */
  again(): void {
    if (this.#refusal) return
    this.#provider.disconnect()
    this.#provider.connect()
  }

  destroy(): void {
    this.#provider.destroy()
    this.#provider.awareness.destroy()
  }

  #listen(): void {
    const provider = this.#provider
    let failures = 0
    provider.on('connection-close', () => {
      // Emitted before y-websocket works out its pause, which it caps by this value.
      failures++
      const pause = Math.min(FIRST_BACKOFF * 2 ** Math.min(failures, 10), MAX_BACKOFF)
      provider.maxBackoffTime = pause * (0.5 + this.#options.random() / 2)
    })
    provider.on('sync', synced => {
      if (synced) failures = 0
      this.#options.onChange()
    })
    provider.on('status', () => this.#options.onChange())
    provider.on('closed', ({ code, reason }) => {
      this.#refusal = {
        closeCode: code,
        code: this.#told?.code ?? '',
        sentence: this.#told?.sentence ?? reason,
      }
      this.#options.onChange()
    })
    provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => {
      const safe = this.#acknowledgements.committed(decoding.readVarUint(decoder))
      if (safe !== null) this.#options.onAcknowledged(safe, this.#through)
      this.#options.onChange()
    }
    provider.messageHandlers[MESSAGE_THROUGH] = (_encoder, decoder) => {
      this.#through = decoding.readVarUint(decoder)
    }
    provider.messageHandlers[MESSAGE_EPOCH] = (_encoder, decoder) =>
      this.#meetEpoch(decoding.readVarUint(decoder))
    provider.messageHandlers[MESSAGE_REFUSED] = (_encoder, decoder) => {
      this.#told = { code: decoding.readVarString(decoder), sentence: decoding.readVarString(decoder) }
    }
  }

  /** A copy of a former epoch neither gives nor takes anything more. SPEC W9. */
  #meetEpoch(epoch: number): void {
    if (this.#options.meetEpoch?.(epoch) ?? true) return
    this.#refusal = {
      closeCode: CLOSE.formerEpoch,
      code: 'formerEpoch',
      sentence: 'this copy is of before the document was begun again',
    }
    this.#provider.disconnect()
    this.#options.onChange()
  }

  /** The socket class for this provider: each new socket starts a new count, each update message is counted. */
  #socketClass(Base: SocketClass): typeof WebSocket {
    const connecting = (): Acknowledgements => {
      this.#told = null
      this.#acknowledgements = new Acknowledgements()
      this.#through = 0
      return this.#acknowledgements
    }
    const mark = this.#options.mark
    class CountingSocket extends Base {
      readonly #count = connecting()
      override send(data: string | BufferSource | Blob): void {
        const kind = updateKind(data)
        if (kind) this.#count.sent(kind, mark())
        super.send(data)
      }
    }
    return asWebSocketClass(CountingSocket)
  }
}

/** Which kind of update-carrying message this frame is, or null for any other. */
export function updateKind(frame: unknown): 'step-2' | 'update' | null {
  if (!(frame instanceof Uint8Array) || frame[0] !== MESSAGE_SYNC) return null
  if (frame[1] === messageYjsSyncStep2) return 'step-2'
  return frame[1] === messageYjsUpdate ? 'update' : null
}

/** y-websocket only constructs sockets and uses instances, so the class's static constants are not needed. */
function asWebSocketClass(Socket: SocketClass): typeof WebSocket {
  return Socket as typeof WebSocket
}
