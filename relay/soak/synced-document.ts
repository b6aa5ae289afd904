import {
  DURABLE_PARAMETER,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  mayReconnect,
  readMessage,
} from '@evertill/crdt-model'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** How badly frames are handled on their way out: the share of updates sent twice, and the share that is overtaken. */
export interface Mischief {
  readonly random: () => number
  readonly duplicates: number
  readonly overtaken: number
}

/** The relay closed a connection for good. */
export interface Refusal {
  /** Of the document. */
  readonly name: string
  /** The close code. */
  readonly code: number
}

export interface SyncedDocumentOptions {
  /** `ws://…/sync`, asked for at each attempt. */
  readonly url: () => string
  readonly name: string
  readonly cookie: string
  readonly mischief?: Mischief
  /** What the device had kept of it, and how to tell the keys of the writes therein. */
  readonly kept?: { readonly updates: readonly Uint8Array[]; readonly keysIn: (doc: Y.Doc) => number[] }
  /** The relay has acknowledged these writes. */
  readonly onSafe?: (keys: readonly number[]) => void
  /** The relay does not take this copy, or does not want this device: it does not come back by itself. */
  readonly onRefused: (code: number) => void
}

/** A line on which nothing was heard for so long is given up: as long as y-websocket's client waits. */
const SILENCE_MS = 30_000
/** How long a frame may be overtaken by others. */
const OVERTAKEN_MS = 100

/**
 * One replica of one document, on a socket of its own, speaking PROTOCOL.md. A write counts as safe when it and all
 * writes before it are: a later one alone could not be read yet.
 */
export class SyncedDocument {
  readonly doc = new Y.Doc()
  /** Every change so far, in its order: what y-indexeddb keeps. */
  readonly updates: Uint8Array[] = []
  readonly name: string
  readonly #options: SyncedDocumentOptions
  /** The writes, in their order, by the caller's keys. */
  readonly #keys: number[] = []
  /** So many of the writes are safe; of those behind, these. */
  #safe = 0
  readonly #safeBeyond = new Set<number>()
  #socket: WebSocket | undefined
  #connection = newConnection()
  #overtaken: { update: Uint8Array; write: number } | undefined
  #hasSynced = false
  #refused: number | undefined
  #isClosed = false
  #isReading = true
  #timer: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined

  constructor(options: SyncedDocumentOptions) {
    this.#options = options
    this.name = options.name
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.updates.push(update)
      if (origin !== this) this.#transmit(update, this.#keys.length - 1)
    })
    for (const update of options.kept?.updates ?? []) Y.applyUpdate(this.doc, update, this)
    this.#keys.push(...(options.kept?.keysIn(this.doc) ?? []))
    this.#connect()
  }

  /** Whether it once had everything that the relay had. */
  get hasSynced(): boolean {
    return this.#hasSynced
  }

  /** Whether the relay holds everything that was written here, said on this connection. */
  get isSafe(): boolean {
    return this.#connection.isOffered && this.#safe === this.#keys.length
  }

  /** For people: how far it is. */
  get state(): string {
    const connection = this.#connection.isOffered ? 'connected' : 'not connected'
    return `${connection}, ${this.#safe} of ${this.#keys.length} safe, refused: ${this.#refused ?? 'no'}`
  }

  get refusedWith(): number | undefined {
    return this.#refused
  }

  /** One change in one transaction. */
  write(key: number, work: (doc: Y.Doc) => void): void {
    this.#keys.push(key)
    this.doc.transact(() => work(this.doc))
  }

  /**
   * What came from the relay was written here once. Whether it is safe is told by the step 2 of a new connection, as
   * for everything that was written before it.
   */
  adopt(keys: readonly number[]): void {
    this.#keys.push(...keys)
    this.#socket?.terminate()
  }

  /** Reads nothing any more from its socket, and stays connected. */
  stopReading(): void {
    this.#isReading = false
    this.#socket?.pause()
  }

  readOn(): void {
    this.#isReading = true
    if (this.#socket !== undefined && this.#socket.readyState === WebSocket.OPEN) this.#socket.resume()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#silence)
    this.#socket?.terminate()
    this.doc.destroy()
  }

  #connect(): void {
    const { url, name, cookie } = this.#options
    const socket = new WebSocket(`${url()}/${name}?${DURABLE_PARAMETER}=1`, {
      headers: { cookie },
      handshakeTimeout: 10_000,
      perMessageDeflate: false,
    })
    this.#socket = socket
    socket.on('open', () => {
      this.#connection = newConnection()
      if (!this.#isReading) socket.pause()
      this.#heardSomething()
      socket.send(encodeSyncStep1(Y.encodeStateVector(this.doc)))
    })
    socket.on('message', data => {
      this.#heardSomething()
      if (!this.#isClosed) this.#receive(new Uint8Array(data as Buffer))
    })
    socket.on('error', () => {})
    socket.on('close', code => {
      clearTimeout(this.#silence)
      this.#connection = newConnection()
      this.#overtaken = undefined
      if (this.#isClosed) return
      if (mayReconnect(code)) this.#timer = setTimeout(() => this.#connect(), 50 + Math.random() * 200)
      else {
        this.#refused = code
        this.#options.onRefused(code)
      }
    })
  }

  #heardSomething(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#socket?.terminate(), SILENCE_MS)
  }

  #receive(frame: Uint8Array): void {
    const message = readMessage(frame)
    switch (message.kind) {
      case 'sync-step-1':
        this.#offer(message.stateVector)
        break
      case 'sync-step-2':
      case 'update':
        Y.applyUpdate(this.doc, message.update, this)
        if (message.kind === 'sync-step-2') this.#hasSynced = true
        break
      case 'durable':
        this.#tellDurable(message.count)
        break
      default:
    }
  }

  #offer(stateVector: Uint8Array): void {
    const connection = this.#connection
    this.#socket?.send(encodeSyncStep2(Y.encodeStateAsUpdate(this.doc, stateVector)))
    connection.sent.push({ through: this.#keys.length })
    connection.offer = connection.sent.length
  }

  /** Sends an update, perhaps twice, perhaps behind the next one. */
  #transmit(update: Uint8Array, write: number): void {
    const socket = this.#socket
    if (socket === undefined || socket.readyState !== WebSocket.OPEN) return
    const { random, duplicates, overtaken } = this.#options.mischief ?? NONE
    const before = this.#overtaken
    if (before === undefined && random() < overtaken) {
      this.#overtaken = { update, write }
      setTimeout(() => this.#sendOvertaken(), OVERTAKEN_MS)
      return
    }
    this.#send(update, write)
    this.#sendOvertaken()
    if (random() < duplicates) this.#send(update, write)
  }

  #sendOvertaken(): void {
    const late = this.#overtaken
    this.#overtaken = undefined
    if (late !== undefined) this.#send(late.update, late.write)
  }

  #send(update: Uint8Array, write: number): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    this.#socket.send(encodeUpdate(update))
    this.#connection.sent.push({ write })
  }

  /** PROTOCOL.md, section 4: nothing counts before the step 2 of the connection does. */
  #tellDurable(count: number): void {
    const connection = this.#connection
    if (connection.offer === 0 || count < connection.offer) return
    connection.isOffered = true
    for (; connection.told < count; connection.told++) {
      const message = connection.sent[connection.told]
      if (message === undefined) throw new Error('the relay acknowledged what was never sent')
      if ('write' in message) this.#safeBeyond.add(message.write)
      else this.#advanceTo(message.through)
    }
    for (let next = this.#safe; this.#safeBeyond.delete(next); next++) this.#advanceTo(next + 1)
  }

  #advanceTo(safe: number): void {
    if (safe <= this.#safe) return
    const keys = this.#keys.slice(this.#safe, safe)
    for (let write = this.#safe; write < safe; write++) this.#safeBeyond.delete(write)
    this.#safe = safe
    this.#options.onSafe?.(keys)
  }
}

const NONE: Mischief = { random: () => 1, duplicates: 0, overtaken: 0 }

/** The counted messages of one connection, and how many of them are durable. */
interface Connection {
  readonly sent: ({ readonly write: number } | { readonly through: number })[]
  told: number
  /** How many had been sent when the step 2 was; 0 before. */
  offer: number
  isOffered: boolean
}

function newConnection(): Connection {
  return { sent: [], told: 0, offer: 0, isOffered: false }
}
