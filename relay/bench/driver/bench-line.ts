import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { gatherWrites } from '../../src/http/gather-writes.ts'
import type { Speaker } from './speakers.ts'

export interface BenchLineOptions {
  readonly speaker: Speaker
  readonly port: number
  readonly document: string
  readonly cookie: string | undefined
  /** Under which Yjs client id this client writes its entries, each one clock, and what it brings along. */
  readonly own?: { readonly client: number; readonly brings?: Bringing }
  readonly onAcknowledged?: (entries: number) => void
}

/** A document with so many own entries, offered at the connection. */
export interface Bringing {
  readonly doc: Y.Doc
  readonly entries: number
}

/**
 * One document on one socket, without a document in memory: what comes is counted, not applied, so that the driver
 * costs as little as it can and as much for one server as for another.
 */
export class BenchLine {
  /** Why the server closed it, if it did. */
  closedBecause: string | undefined
  readonly #options: BenchLineOptions
  readonly #socket: WebSocket
  #hasOffered = false
  #wasAnswered = false
  #acknowledgedMessages = 0
  #acknowledged = 0
  #delivered = 0
  /** What came last and was not looked into yet. */
  #unread: Uint8Array | undefined
  /** For each message that brought something, how many own entries it and those before it brought. */
  readonly #through: number[] = []
  #sent: number

  constructor(options: BenchLineOptions) {
    const { speaker, port, document, cookie, own } = options
    this.#options = options
    this.#sent = own?.brings?.entries ?? 0
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/${speaker.path(document)}`, {
      perMessageDeflate: false,
      ...(cookie !== undefined && { headers: { cookie } }),
    })
    // The driver's own cost must not be what is measured: a burst of frames is one call to the system, to every server.
    this.#socket.on('upgrade', response => gatherWrites(response.socket))
    this.#socket.on('open', () => {
      const brings = own?.brings
      const stateVector = brings === undefined ? Uint8Array.of(0) : Y.encodeStateVector(brings.doc)
      for (const frame of speaker.open(document, stateVector)) this.#socket.send(frame)
    })
    this.#socket.on('message', data => this.#receive(new Uint8Array(data as Buffer)))
    this.#socket.on('error', error => {
      this.closedBecause ??= error.message
    })
    this.#socket.on('close', (code, reason) => {
      this.closedBecause ??= `${code} ${reason.toString()}`
    })
  }

  /** Whether both sides have said what they have, and the server acknowledged it where it does. */
  get isReady(): boolean {
    if (!this.#hasOffered || !this.#wasAnswered) return false
    return this.#options.speaker.acknowledges ? this.#acknowledgedMessages > 0 : true
  }

  /** How many of the own entries the server has acknowledged. */
  get acknowledged(): number {
    this.#read()
    return this.#acknowledged
  }

  /** How many entries of others came, those of the first answer included. */
  get delivered(): number {
    this.#read()
    return this.#delivered
  }

  get outstanding(): number {
    return this.#sent - this.acknowledged
  }

  /** Sends an update with the next own entry. */
  send(update: Uint8Array): void {
    this.#sent++
    this.#through.push(this.#sent)
    this.#socket.send(this.#options.speaker.update(this.#options.document, update))
  }

  close(): void {
    this.#socket.terminate()
  }

  #receive(frame: Uint8Array): void {
    const heard = this.#options.speaker.hear(frame)
    switch (heard.kind) {
      case 'asks':
        this.#offer(heard.stateVector)
        break
      case 'answers':
        this.#wasAnswered = true
        this.#unread = heard.update
        break
      case 'brings':
        // One writer's entries come in their order: the last one says how far. When each counts, each is looked into.
        this.#unread = heard.update
        if (this.#options.onAcknowledged !== undefined) this.#read()
        break
      case 'acknowledges':
        this.#acknowledgedMessages = heard.count
        this.#settle()
        break
      case 'one more acknowledged':
        this.#acknowledgedMessages++
        this.#settle()
        break
      case 'refuses':
        this.closedBecause ??= heard.why
        break
      case 'other':
        break
    }
  }

  #offer(stateVector: Uint8Array): void {
    const { speaker, document, own } = this.#options
    const brings = own?.brings
    const update = brings === undefined ? NOTHING : Y.encodeStateAsUpdate(brings.doc, stateVector)
    this.#through.push(brings?.entries ?? 0)
    this.#hasOffered = true
    // Where nothing is acknowledged, what the server has already will not come back.
    if (brings !== undefined && !speaker.acknowledges && holdsAll(stateVector, brings))
      this.#acknowledge(brings.entries)
    this.#socket.send(speaker.offer(document, update))
  }

  /** Own entries that come back count as acknowledged where nothing else says so; entries of others as delivered. */
  #read(): void {
    const update = this.#unread
    if (update === undefined) return
    this.#unread = undefined
    const own = this.#options.own?.client
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      if (client !== own) this.#delivered = Math.max(this.#delivered, clock)
      else if (!this.#options.speaker.acknowledges) this.#acknowledge(clock)
    }
  }

  #settle(): void {
    this.#acknowledge(this.#through[this.#acknowledgedMessages - 1] ?? 0)
  }

  #acknowledge(entries: number): void {
    if (entries <= this.#acknowledged) return
    this.#acknowledged = entries
    this.#options.onAcknowledged?.(entries)
  }
}

function holdsAll(stateVector: Uint8Array, { doc, entries }: Bringing): boolean {
  return Y.decodeStateVector(stateVector).get(doc.clientID) === entries
}

/** An update that says nothing. */
const NOTHING = Uint8Array.of(0, 0)
