import { encodeAwareness, encodeSyncStep1 } from '@evertill/crdt-model'
import { AwarenessTable } from './awareness-table.ts'
import type { Connection } from './connection.ts'
import type { CutUpdate } from './cut-update.ts'
import type { Receipt } from './durable-count.ts'
import { FrameRate, type RateLimits } from './guard/frame-rate.ts'

/** An update that builds on what has not come yet, or is too large to be taken at once. */
export interface WaitingUpdate {
  readonly update: Uint8Array
  readonly receipt: Receipt
  /** It came as a step 2: all that its sender has and the relay had not. */
  readonly isAnswer: boolean
  /** What a thread made of a large one; null as long as it was not asked to. */
  cut: CutUpdate | null
  /** How far a large one is: its fields were looked through, or all its parts were applied. */
  stage: 'new' | 'looked-through' | 'applied'
}

/** A connection's updates that wait, in their order. */
export interface WaitingUpdates {
  readonly updates: WaitingUpdate[]
  bytes: number
  /** The one that is being read or taken, or that the store is asked about: all others are behind it. */
  busyWith: WaitingUpdate | null
}

interface Membership {
  /** The relay's step 1 was sent. */
  isGreeted: boolean
  readonly waiting: WaitingUpdates
  readonly rate: FrameRate
}

/** The connections of one document: who is there, what each was told, and who says to be present. */
export class RoomMembers {
  readonly #connections = new Map<Connection, Membership>()
  readonly #awareness: AwarenessTable
  readonly #limits: RateLimits

  constructor(limits: RateLimits & { awarenessStates: number }) {
    this.#limits = limits
    this.#awareness = new AwarenessTable(limits.awarenessStates)
  }

  get size(): number {
    return this.#connections.size
  }

  [Symbol.iterator](): Iterator<Connection> {
    return this.#connections.keys()
  }

  has(connection: Connection): boolean {
    return this.#connections.has(connection)
  }

  join(connection: Connection): void {
    this.#connections.set(connection, {
      isGreeted: false,
      waiting: { updates: [], bytes: 0, busyWith: null },
      rate: new FrameRate(this.#limits, performance.now()),
    })
  }

  /** @returns whether it was there. */
  leave(connection: Connection): boolean {
    if (!this.#connections.delete(connection)) return false
    const gone = this.#awareness.leave(connection)
    if (gone !== undefined) this.#sendToOthers(encodeAwareness(gone), connection)
    return true
  }

  /** Counts a frame. @returns whether the connection sends no faster than it may */
  isWithinRate(connection: Connection, bytes: number): boolean {
    return this.#connections.get(connection)?.rate.take(bytes, performance.now()) ?? true
  }

  /** Asks who has not been asked yet for what the relay lacks of this epoch, and tells them who is there. */
  greetNewcomers(epoch: number, stateVector: () => Uint8Array): void {
    for (const [connection, membership] of this.#connections) {
      if (membership.isGreeted) continue
      membership.isGreeted = true
      connection.tellEpoch(epoch)
      connection.send(encodeSyncStep1(stateVector()))
      this.tellWhoIsPresent(connection)
    }
  }

  tellWhoIsPresent(connection: Connection): void {
    const present = this.#awareness.all()
    if (present !== undefined) connection.send(encodeAwareness(present))
  }

  /**
   * Takes an awareness message and tells the others what is news in it.
   * @param mayUse whether its sender may speak for a Yjs client
   * @throws `MalformedAwarenessError`
   */
  takeAwareness(connection: Connection, update: Uint8Array, mayUse: (client: number) => boolean): void {
    const news = this.#awareness.take(update, connection, mayUse)
    if (news !== undefined) this.#sendToOthers(encodeAwareness(news), connection)
  }

  get hasReaders(): boolean {
    for (const connection of this.#connections.keys()) if (connection.access === 'read') return true
    return false
  }

  hasOtherWriters(from: Connection | undefined): boolean {
    for (const connection of this.#connections.keys())
      if (connection.access !== 'read' && connection !== from) return true
    return false
  }

  /** Sends to all who may write, but not to `from`. */
  sendToWriters(frame: Uint8Array, from: Connection | undefined): void {
    for (const connection of this.#connections.keys()) {
      if (connection.access !== 'read' && connection !== from) connection.sendUpdate(frame)
    }
  }

  sendToReaders(frame: Uint8Array): void {
    for (const connection of this.#connections.keys()) {
      if (connection.access === 'read') connection.sendUpdate(frame)
    }
  }

  tellDurable(committed: number, through: number): void {
    for (const connection of this.#connections.keys()) connection.tellDurable(committed, through)
  }

  /** Whether there are updates that wait. */
  get someWait(): boolean {
    for (const { waiting } of this.#connections.values()) if (waiting.updates.length > 0) return true
    return false
  }

  /** The updates of a connection that wait; undefined when it is not here. */
  waitingOf(connection: Connection): WaitingUpdates | undefined {
    return this.#connections.get(connection)?.waiting
  }

  #sendToOthers(frame: Uint8Array, from: Connection): void {
    for (const connection of this.#connections.keys()) if (connection !== from) connection.send(frame)
  }
}
