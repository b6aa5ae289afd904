import {
  type DocumentId,
  encodeSyncStep2,
  encodeUpdate,
  FIRST_EPOCH,
  formatDocumentId,
  type RefusalCode,
  readMessage,
  type SyncMessage,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import { isTailLong } from '../compaction/tail-policy.ts'
import type { BroughtUpdates } from '../fan-out/fan-out.ts'
import { MalformedAwarenessError } from './awareness-table.ts'
import type { CompactionTarget } from './compactor.ts'
import type { AnswerPart, Connection } from './connection.ts'
import { nextPart, restOf } from './cut-document.ts'
import type { DocumentStore, StoredDocument } from './document-store.ts'
import type { GroupCommit } from './group-commit.ts'
import {
  type ClientBinding,
  ClientBindings,
  FORMER_WRITER,
  RELAY_WRITER,
  type Writer,
} from './guard/client-bindings.ts'
import { takeInParts } from './load-document.ts'
import type { RefusedUpdate } from './quarantine.ts'
import { RoomCommits } from './room-commits.ts'
import { RoomDocument } from './room-document.ts'
import { RoomMembers } from './room-members.ts'
import { StoreUnavailableError } from './sync-hub.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'
import { type ReleaseOutcome, UpdateTaker } from './take-updates.ts'
import type { Clocks } from './update-part.ts'

export interface RoomContext {
  readonly store: DocumentStore
  /** Merges large documents. */
  readonly runner: Pick<CompactionRunner, 'cut' | 'cutUpdates'>
  readonly commit: GroupCommit
  readonly log: SyncLog
  readonly limits: SyncLimits
  /** The document was begun again: this room is of an epoch that has ended. */
  readonly epochEnded: (room: Room) => void
  /** Nobody uses the room any more and everything in it is committed. */
  readonly idle: (room: Room) => void
  /** The tail of the stored document has grown beyond its bounds. */
  readonly tailIsLong: (room: Room) => void
  /** An update was refused whole. */
  readonly quarantine: (refused: RefusedUpdate) => void
  /** Takes what other relays have committed by now. */
  readonly catchUp: () => Promise<void>
  /** Some of its updates are committed. */
  readonly committed: () => void
}

/** What is held in memory is of an epoch of the document that has ended. */
class EpochEndedError extends Error {
  override readonly name = 'EpochEndedError'
}

/**
 * One document, live: what its connections say, in order. Invariants:
 * - the document in memory is what the store holds plus what is appended and not committed;
 * - an update is appended before it is sent to anybody, and acknowledged after its commit;
 * - connections that may only read never get what could still be lost, so that they never have to give it back;
 * - a room with anything uncommitted is not unloaded.
 */
export class Room implements CompactionTarget {
  readonly document: DocumentId
  readonly name: string
  readonly #context: RoomContext
  readonly #members: RoomMembers
  readonly #commits: RoomCommits
  readonly #loaded: RoomDocument
  readonly #bindings = new ClientBindings()
  readonly #taker: UpdateTaker
  /** Messages that wait for the document to be loaded, or for its commits. */
  #inbox: { connection: Connection; message: SyncMessage; bytes: number }[] = []
  #inboxBytes = 0
  #tail = { updates: 0, bytes: 0, snapshotBytes: 0 }
  #tailPatience = 1
  #pins = 0
  #epoch = FIRST_EPOCH
  #formerClients: ReadonlySet<number> = new Set()

  constructor(document: DocumentId, context: RoomContext) {
    const { store, runner, commit, limits, log } = context
    const name = formatDocumentId(document)
    this.document = document
    this.name = name
    this.#context = context
    this.#members = new RoomMembers(limits)
    this.#commits = new RoomCommits({
      name,
      commit,
      members: this.#members,
      onCommits: stored => this.#afterCommits(stored),
      onEpochEnded: () => context.epochEnded(this),
    })
    this.#loaded = new RoomDocument({
      name,
      store,
      runner,
      uncommitted: () => this.#commits.uncommitted(),
      opened: stored => this.#opened(stored),
      failed: error => this.#notLoaded(error),
      settled: () => this.#checkIdle(),
      broke: error => this.#broke(error),
    })
    this.#taker = new UpdateTaker({
      documentId: document,
      document: this.#loaded,
      bindings: this.#bindings,
      members: this.#members,
      commits: this.#commits,
      commit,
      limits,
      log,
      refuse: (connection, code, sentence) => this.#refuse(connection, code, sentence),
      quarantine: context.quarantine,
      spoiled: () => this.#loadAfresh(),
      runner,
      catchUp: context.catchUp,
      storedBindings: () => this.#storedBindings(),
    })
  }

  /** Whether the room may be dropped: nobody needs it and nothing in it could be lost. */
  get isIdle(): boolean {
    return (
      this.#members.size === 0 &&
      this.#pins === 0 &&
      this.#inbox.length === 0 &&
      !this.#loaded.isLoading &&
      this.#commits.isSettled
    )
  }

  // Connections ------------------------------------------------------------------------------------------------

  join(connection: Connection): void {
    this.#members.join(connection)
    const doc = this.#loaded.doc
    if (doc !== undefined) this.#members.greetNewcomers(this.#epoch, () => Y.encodeStateVector(doc))
    else this.#load()
  }

  leave(connection: Connection): void {
    if (this.#members.leave(connection)) this.#checkIdle()
  }

  /**
   * A frame of a connection that has joined. Handled at once, or in order as soon as the document is there.
   * @param frame may be a view of a buffer that holds more: what is kept of it is copied
   */
  receive(connection: Connection, frame: Uint8Array): void {
    if (!this.#members.isWithinRate(connection, frame.byteLength)) {
      this.#refuse(connection, 'tooFast', 'more was sent than the relay takes at once')
      return
    }
    if (this.#mayProcess && this.#inbox.length === 0) {
      this.#process(connection, readMessage(frame))
      return
    }
    if (this.#inboxBytes + frame.byteLength > this.#context.limits.heldBytes) {
      this.#refuse(connection, 'storeUnavailable', 'too much is waiting for this document')
      return
    }
    this.#inbox.push({ connection, message: readMessage(frame.slice()), bytes: frame.byteLength })
    this.#inboxBytes += frame.byteLength
  }

  /** Messages wait while the document is loaded, and while somebody waits for a moment without open commits. */
  get #mayProcess(): boolean {
    const { waiters, isFailing, isSettled } = this.#commits
    return this.#loaded.isLoaded && (!waiters.wantSettled || isFailing || isSettled)
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
    if (!this.#members.has(connection) && message.kind !== 'update' && message.kind !== 'sync-step-2') return
    switch (message.kind) {
      case 'sync-step-1':
        this.#answerStep1(connection, message.stateVector)
        break
      case 'sync-step-2':
      case 'update':
        this.#taker.take(connection, message.kind, message.update)
        break
      case 'awareness':
        this.#takeAwareness(connection, message.update.slice())
        break
      case 'query-awareness':
        this.#members.tellWhoIsPresent(connection)
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

  // What the client asks and says ------------------------------------------------------------------------------

  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    let has: Clocks
    try {
      has = Y.decodeStateVector(stateVector)
    } catch {
      this.#refuse(connection, 'malformedFrame', 'not a Yjs state vector')
      return
    }
    if (this.#isOfFormerEpoch(has))
      this.#refuse(connection, 'formerEpoch', 'this copy is of before the document was begun again')
    else this.#answer(connection, has)
  }

  /** Whether somebody has something of an epoch that has ended. */
  #isOfFormerEpoch(has: Clocks): boolean {
    const doc = this.#loaded.doc
    if (doc === undefined || this.#formerClients.size === 0) return false
    // An id that was drawn once more and stands in this epoch too tells nothing.
    return [...has.keys()].some(
      client => this.#formerClients.has(client) && Y.getState(doc.store, client) === 0,
    )
  }

  /** @param has what the client has of the document; moved on with each part that is sent */
  #answer(connection: Connection, has: Clocks): void {
    if (connection.access === 'read' && !this.#commits.isSettled) {
      this.#commits.waiters.onceSettled(() => this.#answer(connection, has))
    } else {
      connection.answer(() => this.#nextPart(connection, has))
    }
  }

  /** Called when the connection can take a part of the answer, which may be a while after the question. */
  #nextPart(connection: Connection, has: Clocks): AnswerPart | undefined {
    const doc = this.#loaded.doc
    if (doc === undefined) {
      const message = { kind: 'sync-step-1', stateVector: Y.encodeStateVector(has) } as const
      this.#inbox.push({ connection, message, bytes: 0 })
      return undefined
    }
    if (connection.access === 'read' && !this.#commits.isSettled) {
      this.#answer(connection, has)
      return undefined
    }
    const { answerPartBytes } = this.#context.limits
    const part = this.#bytes > answerPartBytes ? nextPart(doc, has, answerPartBytes) : undefined
    if (part !== undefined) return { frame: encodeUpdate(part), isLast: false }
    return { frame: encodeSyncStep2(restOf(doc, has)), isLast: true }
  }

  /** About what the document weighs. */
  get #bytes(): number {
    return this.#tail.snapshotBytes + this.#tail.bytes
  }

  #takeAwareness(connection: Connection, update: Uint8Array): void {
    if (update.byteLength > this.#context.limits.awarenessBytes) {
      this.#refuse(connection, 'tooLarge', 'the awareness message is too large')
      return
    }
    try {
      const { writer } = connection.owner
      this.#members.takeAwareness(connection, update, client => this.#bindings.mayUse(client, writer))
    } catch (error) {
      if (!(error instanceof MalformedAwarenessError)) throw error
      this.#refuse(connection, 'malformedFrame', `not an awareness message: ${error.message}`)
    }
  }

  #afterCommits(stored: readonly Uint8Array[]): void {
    this.#tail.updates += stored.length
    this.#tail.bytes += stored.reduce((sum, update) => sum + update.byteLength, 0)
    this.#drainInbox()
    if (stored.length === 0) return
    this.#context.committed()
    this.#checkTail()
    this.#checkIdle()
  }

  // The relay's own use ----------------------------------------------------------------------------------------

  /** Edits the document: resolves when the edit is committed. Rejects with what `work` throws. */
  async change(work: (doc: Y.Doc) => void): Promise<void> {
    await this.#pinned(async () => {
      const doc = await this.#whenLoaded()
      const own = { client: doc.clientID, writer: RELAY_WRITER, name: RELAY_WRITER }
      this.#loaded.change(doc, work, update => {
        const bound = this.#bindings.get(own.client) === undefined ? [own] : []
        this.#bindings.bind(own)
        this.#commits.append(update, undefined, bound)
      })
      this.#taker.retryWaiting()
      const { isSettled, appended, waiters } = this.#commits
      if (!isSettled) await waiters.untilCommitted(appended)
    })
  }

  /** Takes a refused update after all: resolves when it is committed, or cannot be taken. */
  async release(update: Uint8Array, writer: Writer, name: string): Promise<ReleaseOutcome> {
    return this.#pinned(async () => {
      await this.#whenLoaded()
      const outcome = this.#taker.release(update, writer, name)
      const { isSettled, appended, waiters } = this.#commits
      if (outcome === 'released' && !isSettled) await waiters.untilCommitted(appended)
      return outcome
    })
  }

  /** Reads the document at a moment at which all of it is committed. */
  async read<Result>(read: (doc: Y.Doc) => Result): Promise<Result> {
    return this.#pinned(async () => {
      await this.#whenLoaded()
      const { isSettled, isFailing, waiters } = this.#commits
      if (!isSettled && isFailing) throw new StoreUnavailableError('the store does not take updates')
      return waiters.whenSettled(isSettled, () => {
        const doc = this.#loaded.doc
        if (doc === undefined) throw new StoreUnavailableError(`${this.name} is being loaded`)
        return read(doc)
      })
    })
  }

  /** Updates that another relay, or a compaction, has committed: for the document and everybody here. */
  takeCommitted({ document, updates, bound }: BroughtUpdates): void {
    const known = this.#commits.documentNumber
    if (known !== null && document !== known) {
      // Numbers grow: a lesser one comes late.
      if (document > known) this.#context.epochEnded(this)
      return
    }
    this.#commits.documentNumber = document
    this.#bindings.learn(bound)
    this.#loaded.takeCommitted(updates, update => this.#commits.sendCommitted(update))
    this.#tail.updates += updates.length
    this.#tail.bytes += updates.reduce((sum, update) => sum + update.byteLength, 0)
    this.#taker.retryWaiting()
    this.#checkTail()
  }

  /** Reads what the store has by now, whoever committed it. Rejects when the store cannot be read. */
  async catchUp(): Promise<void> {
    await this.#pinned(async () => {
      if (this.#loaded.doc === undefined) return
      const { store, runner } = this.#context
      const stored = await store.load(this.name)
      if (!this.#isOfThisEpoch(stored)) {
        this.#context.epochEnded(this)
        return
      }
      this.#bindings.learn(stored.bindings)
      this.#commits.through = Math.max(this.#commits.through, stored.through)
      await takeInParts(stored, runner, updates => {
        this.#loaded.takeCommitted(updates, update => this.#commits.sendCommitted(update))
      })
      this.#taker.retryWaiting()
    })
  }

  // Compaction -------------------------------------------------------------------------------------------------

  get documentNumber(): number | null {
    return this.#commits.documentNumber
  }

  compacted(gone: {
    readonly updates: number
    readonly bytes: number
    readonly snapshotBytes: number
  }): void {
    const { updates, bytes } = this.#tail
    this.#tail = {
      updates: Math.max(0, updates - gone.updates),
      bytes: Math.max(0, bytes - gone.bytes),
      snapshotBytes: gone.snapshotBytes,
    }
    this.#tailPatience = 1
  }

  compactedElsewhere(): void {
    this.#tail = { ...this.#tail, updates: 0, bytes: 0 }
  }

  compactionTaken(): void {
    // Tried again when the tail has grown half as much again.
    const { updates, bytes } = this.#tail
    this.#tail = { ...this.#tail, updates: Math.floor(updates / 2), bytes: Math.floor(bytes / 2) }
  }

  compactionFailed(): void {
    // Tried again when the tail has grown as much again.
    this.#tailPatience *= 2
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

  /** The document goes on in another epoch: everybody is to come back, to another room. */
  end(): void {
    for (const connection of [...this.#members]) {
      this.#refuse(connection, 'newEpoch', 'the document was begun again')
    }
    this.#inbox = []
    this.#inboxBytes = 0
    this.#commits.waiters.failed(new StoreUnavailableError(`${this.name} was begun again`), true)
    this.#loaded.unload()
  }

  /** Nothing will be committed any more: who waits for it must not wait for ever. */
  abandon(): void {
    this.#commits.waiters.failed(new StoreUnavailableError('the relay is stopping'), true)
    this.#loaded.unload()
  }

  // Loading ----------------------------------------------------------------------------------------------------

  async #storedBindings(): Promise<readonly ClientBinding[]> {
    const { documentNumber } = this.#commits
    return documentNumber === null ? [] : this.#context.store.bindingsOf(documentNumber)
  }

  #load(): void {
    void this.#whenLoaded().catch(() => {})
  }

  async #whenLoaded(): Promise<Y.Doc> {
    try {
      return await this.#loaded.whenLoaded()
    } catch (error) {
      throw new StoreUnavailableError(`${this.name} cannot be loaded`, { cause: error })
    }
  }

  #isOfThisEpoch({ number }: StoredDocument): boolean {
    const known = this.#commits.documentNumber
    return known === null || number === null || number === known
  }

  /** Throws `EpochEndedError`. */
  #opened(stored: StoredDocument): void {
    if (!this.#isOfThisEpoch(stored)) throw new EpochEndedError(this.name)
    this.#commits.documentNumber ??= stored.number
    this.#epoch = stored.epoch
    this.#formerClients = new Set(stored.formerClients)
    this.#bindings.learn(stored.formerClients.map(client => ({ client, writer: FORMER_WRITER, name: '' })))
    this.#commits.through = Math.max(this.#commits.through, stored.through)
    this.#bindings.learn(stored.bindings)
    this.#tail = {
      updates: stored.tail.length,
      bytes: stored.tail.reduce((sum, update) => sum + update.byteLength, 0),
      snapshotBytes: stored.snapshot?.byteLength ?? 0,
    }
    // Not within the promise: a fault in one message must not look like a failed load.
    setImmediate(() => {
      const doc = this.#loaded.doc
      if (doc !== undefined) this.#members.greetNewcomers(this.#epoch, () => Y.encodeStateVector(doc))
      this.#taker.retryWaiting()
      this.#drainInbox()
      this.#checkTail()
    })
  }

  #notLoaded(error: unknown): void {
    if (error instanceof EpochEndedError) {
      this.#context.epochEnded(this)
      return
    }
    this.#context.log.error({ err: error, document: this.name }, 'a document cannot be loaded')
    this.#inbox = []
    this.#inboxBytes = 0
    for (const connection of [...this.#members]) {
      this.#refuse(connection, 'storeUnavailable', 'the document cannot be loaded at the moment')
    }
  }

  /** Cannot be, and must not take the room along when it is. What is not committed is in the queue of commits. */
  #broke(error: unknown): void {
    this.#context.log.error({ err: error, document: this.name }, 'what was accepted could not be applied')
    setImmediate(() => this.#loadAfresh())
  }

  /** What is in memory is spoiled; who is there, and what waits, goes on with what the store has. */
  #loadAfresh(): void {
    this.#loaded.unload()
    if (this.#members.size > 0 || this.#inbox.length > 0) this.#load()
  }

  #checkTail(): void {
    if (isTailLong(this.#tail, this.#context.limits, this.#tailPatience)) this.#context.tailIsLong(this)
  }

  #checkIdle(): void {
    if (this.isIdle) this.#context.idle(this)
  }
}
