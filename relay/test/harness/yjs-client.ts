import {
  MESSAGE_DURABLE,
  MESSAGE_REFUSED,
  type Principal,
  type RefusalCode,
  readMessage,
} from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** A document kept in sync by the unmodified y-websocket client. */
export interface YjsClient {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Close codes of its sockets so far. */
  readonly closeCodes: number[]
  readonly refusals: RefusalCode[]
  /** On the present connection: sync step 2 and update messages sent, and how many of them are committed. */
  readonly sent: number
  readonly durable: number
  /** Whether the relay said that everything sent on the present connection is committed, its step 2 included. */
  readonly isSafe: boolean
  /** The most `progress` that any connection's acknowledgement has covered. */
  readonly acknowledged: number
  destroy(): void
}

/**
 * Opens a client on a document.
 * @param options.durable asks for durable counts
 * @param options.progress how much has been written to the document so far: what an acknowledgement is measured in
 */
export function openYjsClient(
  url: string,
  document: string,
  options: {
    doc?: Y.Doc
    durable?: boolean
    as?: Principal
    cookie?: string
    progress?: (doc: Y.Doc) => number
  } = {},
): YjsClient {
  const doc = options.doc ?? new Y.Doc()
  const closeCodes: number[] = []
  const refusals: RefusalCode[] = []
  const counts = { sent: 0, durable: 0, offer: 0 }
  /** For each message sent on this connection, how much had been written by then. */
  let written: number[] = []
  let acknowledged = 0

  class CountingSocket extends WebSocket {
    constructor(address: string) {
      super(address, options.cookie === undefined ? {} : { headers: { cookie: options.cookie } })
      counts.sent = 0
      counts.durable = 0
      counts.offer = 0
      written = []
      this.on('close', code => closeCodes.push(code))
    }

    override send(data: Uint8Array): void {
      super.send(data)
      const message = readMessage(new Uint8Array(data))
      if (message.kind !== 'sync-step-2' && message.kind !== 'update') return
      counts.sent++
      written.push(options.progress?.(doc) ?? 0)
      if (message.kind === 'sync-step-2' && counts.offer === 0) counts.offer = counts.sent
    }
  }

  const provider = new WebsocketProvider(url, document, doc, {
    WebSocketPolyfill: asBrowserSocket(CountingSocket),
    disableBc: true,
    maxBackoffTime: 200,
    params: {
      ...(options.durable === true ? { durable: '1' } : {}),
      ...(options.as === undefined ? {} : { as: JSON.stringify(options.as) }),
    },
  })
  // The two message types that y-websocket does not know go through its public table of handlers.
  provider.messageHandlers[MESSAGE_DURABLE] = (_encoder, decoder) => {
    const message = readMessage(decoder.arr)
    if (message.kind !== 'durable') return
    counts.durable = message.count
    // The rule of PROTOCOL.md: the connection's step 2 is covered, and the message itself is.
    const isOffered = counts.offer > 0 && counts.offer <= message.count
    if (isOffered) acknowledged = Math.max(acknowledged, ...written.slice(0, message.count))
  }
  provider.messageHandlers[MESSAGE_REFUSED] = (_encoder, decoder) => {
    const message = readMessage(decoder.arr)
    if (message.kind === 'refused') refusals.push(message.code)
  }
  return {
    doc,
    provider,
    closeCodes,
    refusals,
    get sent() {
      return counts.sent
    },
    get durable() {
      return counts.durable
    },
    get isSafe() {
      return provider.wsconnected && counts.offer > 0 && counts.durable === counts.sent
    },
    get acknowledged() {
      return acknowledged
    },
    destroy() {
      provider.destroy()
      provider.awareness.destroy()
      doc.destroy()
    },
  }
}

/** `ws` has what y-websocket uses of a browser's socket: `binaryType`, `send`, `close` and the four handlers. */
function asBrowserSocket(
  socket: typeof WebSocket | (new (address: string) => WebSocket),
): typeof globalThis.WebSocket {
  return socket as unknown as typeof globalThis.WebSocket
}
