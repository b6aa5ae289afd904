import {
  type DocumentId,
  encodeAwareness,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  formatDocumentId,
  type RefusalCode,
  readMessage,
  type SyncMessage,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { AwarenessTable, MalformedAwarenessError } from './awareness-table.ts'
import type { Connection } from './connection.ts'
import type { DocumentStore, StoredDocument } from './document-store.ts'
import type { Receipt } from './durable-count.ts'
import type { CommitTarget, GroupCommit } from './group-commit.ts'
import { judgeUpdate } from './guard.ts'
import { foldUpdates, replayUpdates } from './replay-updates.ts'
import { createRoomWaiters, type RoomWaiters } from './room-waiters.ts'
import { StoreUnavailableError } from './sync-hub.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'

export interface RoomContext {
  readonly store: DocumentStore
  readonly commit: GroupCommit
  readonly log: SyncLog
  readonly limits: SyncLimits
  /** Nobody uses the room any more and everything in it is committed. */
  readonly idle: (room: Room) => void
  /** The tail of the stored document has grown beyond its bounds. */
  readonly tailIsLong: (room: Room) => void
}

/** An update that came before the connection's step 2 and builds on what that step 2 will bring. */
interface EarlyUpdate {
  readonly update: Uint8Array
  readonly receipt: Receipt
}

interface Membership {
  /** The relay's step 1 was sent. */
  isGreeted: boolean
  early: EarlyUpdate[]
  earlyBytes: number
}

/** Where an update comes from, as Yjs' transaction origin. */
const RELAY = Symbol('relay')

/**
 * One document, live. Invariants:
 * - the document in memory is what the store holds plus what `appended - committed` updates in the group commit hold;
 * - an update is appended before it is sent to anybody, and acknowledged after its commit;
 * - connections that may only read never get what could still be lost, so that they never have to give it back;
 * - a room with anything uncommitted is not unloaded.
 */
export class Room implements CommitTarget {
  readonly document: DocumentId
  readonly name: string
  documentNumber: number | null = null
  readonly #context: RoomContext
  readonly #connections = new Map<Connection, Membership>()
  readonly #awareness: AwarenessTable
  readonly #waiters: RoomWaiters = createRoomWaiters()
  /** Messages that wait for the document to be loaded, or for its commits. */
  #inbox: { connection: Connection; message: SyncMessage; bytes: number }[] = []
  #inboxBytes = 0
  /** Frames for connections that may only read, until their update is committed. */
  #readersOutbox: { needs: number; frame: Uint8Array }[] = []
  #doc: Y.Doc | undefined
  #loading: Promise<Y.Doc> | undefined
  #appended = 0
  #committed = 0
  #commitIsFailing = false
  #emitted: Uint8Array[] = []
  #gapped = 0
  #tail = { updates: 0, bytes: 0 }
  #tailFactor = 1
  #pins = 0
  #acksAreDue = false

  constructor(document: DocumentId, context: RoomContext) {
    this.document = document
    this.name = formatDocumentId(document)
    this.#context = context
    this.#awareness = new AwarenessTable(context.limits.awarenessStates)
  }

  get connections(): Iterable<Connection> {
    return this.#connections.keys()
  }

  /** Whether the room may be dropped: nobody needs it and nothing in it could be lost. */
  get isIdle(): boolean {
    return (
      this.#connections.size === 0 &&
      this.#pins === 0 &&
      this.#inbox.length === 0 &&
      this.#loading === undefined &&
      this.#isSettled
    )
  }

  get #isSettled(): boolean {
    return this.#appended === this.#committed
  }

  // Connections ------------------------------------------------------------------------------------------------

  join(connection: Connection): void {
    this.#connections.set(connection, { isGreeted: false, early: [], earlyBytes: 0 })
    if (this.#doc !== undefined) this.#greetNewcomers(this.#doc)
    else void this.#whenLoaded().catch(() => {})
  }

  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return
    const gone = this.#awareness.leave(connection)
    if (gone !== undefined) this.#sendToOthers(encodeAwareness(gone), connection)
    this.#checkIdle()
  }

  /** A frame of a connection that has joined. Handled at once, or in order as soon as the document is there. */
  receive(connection: Connection, frame: Uint8Array): void {
    const message = readMessage(frame)
    if (this.#mayProcess && this.#inbox.length === 0) {
      this.#process(connection, message)
      return
    }
    if (this.#inboxBytes + frame.byteLength > this.#context.limits.heldBytes) {
      this.#refuse(connection, 'storeUnavailable', 'too much is waiting for this document')
      return
    }
    this.#inbox.push({ connection, message, bytes: frame.byteLength })
    this.#inboxBytes += frame.byteLength
  }

  #greetNewcomers(doc: Y.Doc): void {
    for (const [connection, membership] of this.#connections) {
      if (membership.isGreeted) continue
      membership.isGreeted = true
      connection.send(encodeSyncStep1(Y.encodeStateVector(doc)))
      this.#tellWhoIsPresent(connection)
    }
  }

  #tellWhoIsPresent(connection: Connection): void {
    const present = this.#awareness.all()
    if (present !== undefined) connection.send(encodeAwareness(present))
  }

  /** Messages wait while the document is loaded, and while somebody waits for a moment without open commits. */
  get #mayProcess(): boolean {
    return this.#doc !== undefined && (!this.#waiters.wantSettled || this.#commitIsFailing || this.#isSettled)
  }

  #drainInbox(): void {
    let done = 0
    for (const { connection, message, bytes } of this.#inbox) {
      if (!this.#mayProcess) break
      this.#process(connection, message)
      this.#inboxBytes -= bytes
      done++
    }
    this.#inbox = this.#inbox.slice(done)
  }

  #process(connection: Connection, message: SyncMessage): void {
    // A client that left on its own may have sent something worth keeping; one that was refused has not.
    if (connection.isRefused) return
    if (!this.#connections.has(connection) && message.kind !== 'update' && message.kind !== 'sync-step-2')
      return
    switch (message.kind) {
      case 'sync-step-1':
        this.#answerStep1(connection, message.stateVector)
        break
      case 'sync-step-2':
      case 'update':
        this.#take(connection, message.kind, message.update.slice())
        break
      case 'awareness':
        this.#takeAwareness(connection, message.update.slice())
        break
      case 'query-awareness':
        this.#tellWhoIsPresent(connection)
        break
      case 'malformed':
        this.#refuse(connection, 'malformedFrame', message.reason)
        break
      default:
        this.#refuse(connection, 'malformedFrame', `a client does not say ${message.kind}`)
    }
  }

  #refuse(connection: Connection, code: RefusalCode, sentence: string): void {
    if (connection.isOpen) {
      this.#context.log.warn({ document: this.name, code, session: connection.owner.session }, sentence)
    }
    connection.close(code, sentence)
    this.leave(connection)
  }

  // Sync -------------------------------------------------------------------------------------------------------

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    try {
      Y.decodeStateVector(stateVector)
    } catch {
      this.#refuse(connection, 'malformedFrame', 'not a Yjs state vector')
      return
    }
    this.#answer(connection, stateVector.slice())
  }

  #answer(connection: Connection, stateVector: Uint8Array): void {
    if (connection.access === 'read' && !this.#isSettled) {
      this.#waiters.onceSettled(() => this.#answer(connection, stateVector))
    } else {
      connection.answer(() => this.#encodeAnswer(connection, stateVector))
    }
  }

  /** Called when the connection can take the answer, which may be a while after the question. */
  #encodeAnswer(connection: Connection, stateVector: Uint8Array): Uint8Array | undefined {
    if (this.#doc === undefined) {
      this.#inbox.push({ connection, message: { kind: 'sync-step-1', stateVector }, bytes: 0 })
      return undefined
    }
    if (connection.access === 'read' && !this.#isSettled) {
      this.#answer(connection, stateVector)
      return undefined
    }
    return encodeSyncStep2(Y.encodeStateAsUpdate(this.#doc, stateVector))
  }

  #take(connection: Connection, kind: 'sync-step-2' | 'update', update: Uint8Array): void {
    const receipt = connection.durableCount.receive()
    const isAnswer = kind === 'sync-step-2'
    if (!this.#takeUpdate(connection, update, receipt, isAnswer)) return
    if (isAnswer && !connection.hasOffered) this.#takeEarly(connection)
  }

  /** @returns whether the connection goes on. */
  #takeUpdate(connection: Connection, update: Uint8Array, receipt: Receipt, isAnswer: boolean): boolean {
    const doc = this.#doc
    if (doc === undefined) return false
    const verdict = judgeUpdate(update, doc, this.#context.limits)
    switch (verdict.kind) {
      case 'refused':
        this.#refuse(connection, verdict.code, verdict.reason)
        return false
      case 'nothing-new':
        this.#settle(receipt)
        return true
      case 'gapped':
        if (connection.access === 'write' && !isAnswer && !connection.hasOffered) {
          return this.#holdEarly(connection, { update, receipt })
        }
        return this.#takeNews(connection, doc, update, receipt, true)
      case 'complete':
        return this.#takeNews(connection, doc, update, receipt, false)
    }
  }

  #takeNews(
    connection: Connection,
    doc: Y.Doc,
    update: Uint8Array,
    receipt: Receipt,
    isGapped: boolean,
  ): boolean {
    const { commit, limits } = this.#context
    if (connection.access === 'read') {
      this.#refuse(connection, 'forbidden', 'this document may only be read')
      return false
    }
    if (
      commit.uncommitted.bytes + update.byteLength > limits.uncommittedBytes &&
      commit.uncommitted.updates > 0
    ) {
      this.#refuse(connection, 'storeUnavailable', 'too many updates wait to be committed')
      return false
    }
    if (isGapped && !this.#mayWait(doc, update)) {
      this.#refuse(connection, 'malformedFrame', 'too much builds on updates that never came')
      return false
    }
    const deltas = this.#apply(connection, doc, update)
    if (deltas === undefined) return false
    // What waits for a gap to be filled is not in the delta: it must be stored as it came.
    for (const delta of isGapped ? [update] : deltas) this.#append(delta, connection)
    this.#settle(receipt)
    return true
  }

  /** Whether the document may keep an update that waits for others. */
  #mayWait(doc: Y.Doc, update: Uint8Array): boolean {
    const pending = doc.store.pendingStructs?.update.byteLength ?? 0
    if (pending === 0) this.#gapped = 0
    this.#gapped++
    const { gappedUpdates, gappedBytes } = this.#context.limits
    return this.#gapped <= gappedUpdates && pending + update.byteLength <= gappedBytes
  }

  /**
   * Applies an update to the document.
   * @returns what it changed, as Yjs writes it, or undefined when it could not be applied: then the document is
   * loaded afresh, because Yjs may have applied half of it.
   */
  #apply(connection: Connection, doc: Y.Doc, update: Uint8Array): Uint8Array[] | undefined {
    this.#emitted = []
    try {
      Y.applyUpdate(doc, update, connection)
      return this.#emitted
    } catch (error) {
      this.#context.log.warn({ err: error, document: this.name }, 'an update could not be applied')
      this.#unload()
      this.#refuse(connection, 'malformedFrame', 'the update contradicts the document')
      if (this.#connections.size > 0 || this.#inbox.length > 0) void this.#whenLoaded().catch(() => {})
      return undefined
    } finally {
      this.#emitted = []
    }
  }

  #append(delta: Uint8Array, from: Connection | undefined): void {
    this.#appended++
    this.#context.commit.add(this, delta)
    const frame = encodeUpdate(delta)
    let hasReaders = false
    for (const connection of this.#connections.keys()) {
      if (connection.access === 'read') hasReaders = true
      else if (connection !== from) connection.send(frame)
    }
    if (hasReaders) this.#readersOutbox.push({ needs: this.#appended, frame })
  }

  /** The message of this receipt is safe as soon as everything appended so far is. */
  #settle(receipt: Receipt): void {
    receipt.needs = this.#appended
    if (!this.#isSettled || this.#acksAreDue) return
    this.#acksAreDue = true
    setImmediate(() => {
      this.#acksAreDue = false
      this.#acknowledge()
    })
  }

  #acknowledge(): void {
    for (const connection of this.#connections.keys()) connection.tellDurable(this.#committed)
  }

  /**
   * A client may send an edit after connecting and before it answers the relay's step 1. When it has edits from
   * before, this one builds on what only that answer will bring.
   */
  #holdEarly(connection: Connection, early: EarlyUpdate): boolean {
    const held = this.#connections.get(connection)
    if (held === undefined) return false
    held.early.push(early)
    held.earlyBytes += early.update.byteLength
    if (held.earlyBytes <= this.#context.limits.heldBytes) return true
    this.#refuse(connection, 'malformedFrame', 'too many updates without an answer to step 1')
    return false
  }

  #takeEarly(connection: Connection): void {
    connection.hasOffered = true
    const held = this.#connections.get(connection)
    if (held === undefined) return
    const early = held.early
    held.early = []
    held.earlyBytes = 0
    for (const { update, receipt } of early) {
      if (!this.#takeUpdate(connection, update, receipt, false)) return
    }
  }

  #takeAwareness(connection: Connection, update: Uint8Array): void {
    if (update.byteLength > this.#context.limits.awarenessBytes) {
      this.#refuse(connection, 'tooLarge', 'the awareness message is too large')
      return
    }
    try {
      const news = this.#awareness.take(update, connection)
      if (news !== undefined) this.#sendToOthers(encodeAwareness(news), connection)
    } catch (error) {
      if (!(error instanceof MalformedAwarenessError)) throw error
      this.#refuse(connection, 'malformedFrame', `not an awareness message: ${error.message}`)
    }
  }

  #sendToOthers(frame: Uint8Array, from: Connection): void {
    for (const connection of this.#connections.keys()) if (connection !== from) connection.send(frame)
  }

  // Commits ----------------------------------------------------------------------------------------------------

  committed(updates: number, bytes: number): void {
    this.#committed += updates
    this.#commitIsFailing = false
    this.#tail.updates += updates
    this.#tail.bytes += bytes
    this.#sendToReaders()
    this.#acknowledge()
    this.#waiters.committed(this.#committed)
    if (this.#isSettled) this.#waiters.settled()
    this.#drainInbox()
    this.#checkTail()
    this.#checkIdle()
  }

  commitFailed(): void {
    this.#commitIsFailing = true
    this.#waiters.failed(new StoreUnavailableError('the store does not take updates'))
    this.#drainInbox()
  }

  #sendToReaders(): void {
    let done = 0
    for (const { needs, frame } of this.#readersOutbox) {
      if (needs > this.#committed) break
      for (const connection of this.#connections.keys()) {
        if (connection.access === 'read') connection.send(frame)
      }
      done++
    }
    this.#readersOutbox.splice(0, done)
  }

  // The relay's own use ----------------------------------------------------------------------------------------

  /** Edits the document: resolves when the edit is committed. Rejects with what `work` throws. */
  async change(work: (doc: Y.Doc) => void): Promise<void> {
    await this.#pinned(async () => {
      const doc = await this.#whenLoaded()
      this.#emitted = []
      try {
        doc.transact(() => work(doc), RELAY)
      } finally {
        // What was done before `work` threw is in the document: it must be stored as well.
        const deltas = this.#emitted
        this.#emitted = []
        for (const delta of deltas) this.#append(delta, undefined)
      }
      if (!this.#isSettled) await this.#waiters.untilCommitted(this.#appended)
    })
  }

  /** Reads the document at a moment at which all of it is committed. */
  async read<Result>(read: (doc: Y.Doc) => Result): Promise<Result> {
    return this.#pinned(async () => {
      await this.#whenLoaded()
      if (!this.#isSettled && this.#commitIsFailing)
        throw new StoreUnavailableError('the store does not take updates')
      return this.#waiters.whenSettled(this.#isSettled, () => {
        if (this.#doc === undefined) throw new StoreUnavailableError(`${this.name} is being loaded`)
        return read(this.#doc)
      })
    })
  }

  /**
   * Folds the stored tail into the snapshot.
   * @param prepare edits the document first, so that less remains to be kept.
   */
  async compact(prepare: (doc: Y.Doc) => void): Promise<void> {
    await this.#pinned(async () => {
      try {
        await this.change(prepare)
        if (this.documentNumber === null) return
        const gone = await this.#context.store.compact(this.documentNumber, foldUpdates)
        this.#tail.updates -= gone.updates
        this.#tail.bytes -= gone.bytes
        this.#tailFactor = 1
        this.#context.log.debug({ document: this.name, ...gone }, 'compacted')
      } catch (error) {
        // Tried again when the tail has grown as much again.
        this.#tailFactor *= 2
        throw error
      }
    })
  }

  async #pinned<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#pins++
    try {
      return await work()
    } finally {
      this.#pins--
      this.#checkIdle()
    }
  }

  /** Nothing will be committed any more: who waits for it must not wait for ever. */
  abandon(): void {
    this.#waiters.failed(new StoreUnavailableError('the relay is stopping'), true)
    this.#unload()
  }

  // Loading ----------------------------------------------------------------------------------------------------

  /** The loaded document; those who ask while it is loaded share one load. */
  #whenLoaded(): Promise<Y.Doc> {
    if (this.#doc !== undefined) return Promise.resolve(this.#doc)
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
      this.#checkIdle()
    })
    return this.#loading
  }

  async #load(): Promise<Y.Doc> {
    // Taken first: what is committed while the store is read may be missing from what is read.
    const uncommitted = this.#context.commit.uncommittedOf(this)
    try {
      const stored = await this.#context.store.load(this.name)
      const doc = replayUpdates(stored.snapshot, [...stored.tail, ...uncommitted])
      doc.on('update', update => this.#emitted.push(update))
      this.#doc = doc
      this.#opened(stored)
      return doc
    } catch (error) {
      this.#context.log.error({ err: error, document: this.name }, 'a document cannot be loaded')
      this.#inbox = []
      this.#inboxBytes = 0
      for (const connection of [...this.#connections.keys()]) {
        this.#refuse(connection, 'storeUnavailable', 'the document cannot be loaded at the moment')
      }
      throw new StoreUnavailableError(`${this.name} cannot be loaded`, { cause: error })
    }
  }

  #opened(stored: StoredDocument): void {
    this.documentNumber ??= stored.number
    this.#tail = {
      updates: stored.tail.length,
      bytes: stored.tail.reduce((sum, update) => sum + update.byteLength, 0),
    }
    // Not within the promise: a fault in one message must not look like a failed load.
    setImmediate(() => {
      if (this.#doc !== undefined) this.#greetNewcomers(this.#doc)
      this.#drainInbox()
      this.#checkTail()
    })
  }

  #unload(): void {
    this.#doc?.destroy()
    this.#doc = undefined
    this.#gapped = 0
  }

  #checkTail(): void {
    const { tailUpdates, tailBytes } = this.#context.limits
    const { updates, bytes } = this.#tail
    if (updates > tailUpdates * this.#tailFactor || (updates > 1 && bytes > tailBytes * this.#tailFactor)) {
      this.#context.tailIsLong(this)
    }
  }

  #checkIdle(): void {
    if (this.isIdle) this.#context.idle(this)
  }
}
