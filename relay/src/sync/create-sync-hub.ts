import {
  accessTo,
  type DocumentId,
  formatDocumentId,
  mayAppend,
  type RefusalCode,
} from '@evertill/crdt-model'
import type * as Y from 'yjs'
import { type CompactionRunner, createCompactionRunner } from '../compaction/compaction-runner.ts'
import { ALONE, type BroughtUpdates, type FanOut } from '../fan-out/fan-out.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import { type Compactor, createCompactor, type EpochOutcome, type KeepHistory } from './compactor.ts'
import { Connection } from './connection.ts'
import { countJournalEntries } from './count-journal-entries.ts'
import type { DocumentSocket } from './document-socket.ts'
import { DocumentStore } from './document-store.ts'
import { GroupCommit } from './group-commit.ts'
import type { Writer } from './guard/client-bindings.ts'
import { type Quarantine, QuarantineQueue } from './quarantine.ts'
import { readStored } from './read-stored.ts'
import { Room } from './room.ts'
import { type ConnectionOwner, StoreUnavailableError, type SyncFigures, type SyncHub } from './sync-hub.ts'
import { DEFAULT_LIMITS, type SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'
import { NO_OBSERVER, type SyncObserver } from './sync-observer.ts'

export interface SyncHubOptions {
  /** Its schema is up to date. The caller closes it, after `stop`. */
  readonly database: ShopDatabase
  readonly log: SyncLog
  readonly limits?: Partial<SyncLimits>
  /** The id of this process and its tie to the others, where relays share the database. The hub stops it. */
  readonly shared?: { readonly relay: string; readonly fanOut: FanOut }
  readonly compaction?: CompactionRunner
  readonly observer?: SyncObserver
  /** Where refused updates go; they are only counted without it. */
  readonly quarantine?: Quarantine
  /** Updates of the document of this name were committed. Must return at once. */
  readonly onCommitted?: (name: string) => void
  /** Asked before a document is compacted. */
  readonly keepHistory?: KeepHistory
}

/** The sync engine of the relay on one database. */
export function createSyncHub(options: SyncHubOptions): SyncHub {
  return new Hub(options)
}

type Attachment = Parameters<SyncHub['attach']>[1]

const WORDS: Partial<Record<RefusalCode, string>> = {
  restarting: 'the relay is restarting',
  revoked: 'this session was revoked',
  unauthenticated: 'this session has ended',
  rightsChanged: 'what this session may do has changed',
}

class Hub implements SyncHub {
  readonly #log: SyncLog
  readonly #limits: SyncLimits
  readonly #observer: SyncObserver
  readonly #store: DocumentStore
  readonly #commit: GroupCommit
  readonly #runner: CompactionRunner
  readonly #compactor: Compactor
  readonly #fanOut: FanOut
  readonly #quarantine: QuarantineQueue
  readonly #onCommitted: (name: string) => void
  readonly #rooms = new Map<string, Room>()
  readonly #idleTimers = new Map<Room, NodeJS.Timeout>()
  readonly #connections = new Set<Connection>()
  readonly #heart: NodeJS.Timeout
  #stopping: Promise<void> | undefined
  #everyoneLeft: () => void = () => {}

  constructor(options: SyncHubOptions) {
    const { database, log, limits, shared, compaction, quarantine, onCommitted } = options
    const { observer = NO_OBSERVER } = options
    this.#observer = observer
    this.#onCommitted = onCommitted ?? (() => {})
    this.#log = log
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#store = new DocumentStore(database, shared?.relay)
    this.#fanOut = shared?.fanOut ?? ALONE
    this.#commit = new GroupCommit({
      store: this.#store,
      log,
      limits: this.#limits,
      observer,
      onCommitted: batch => this.#fanOut.committed(batch),
    })
    this.#runner = compaction ?? createCompactionRunner()
    this.#compactor = createCompactor({
      store: this.#store,
      runner: this.#runner,
      log,
      keepHistory: options.keepHistory ?? (() => Promise.resolve({ kind: 'not-kept' })),
      onRemoved: batch => {
        for (const { name, document, data, bound } of batch.updates)
          this.#takeCommitted(name, { document, updates: [data], bound })
        this.#fanOut.committed(batch)
      },
      epochClients: this.#limits.epochClients,
      onEpochBegun: name => {
        const room = this.#rooms.get(name)
        if (room !== undefined) this.#endRoom(room)
        this.#fanOut.tell('look')
      },
    })
    this.#fanOut.attach({
      openDocuments: () => this.#rooms.keys(),
      isOpen: name => this.#rooms.has(name),
      takeCommitted: (name, brought) => this.#takeCommitted(name, brought),
      catchUp: name => this.#catchUp(name),
    })
    this.#quarantine = new QuarantineQueue({
      quarantine: quarantine ?? { keep: async () => {} },
      log,
      maxBytes: this.#limits.quarantineQueueBytes,
    })
    this.#heart = setInterval(() => {
      for (const connection of this.#connections) connection.heartbeat()
    }, this.#limits.heartbeatMs).unref()
  }

  attach(
    socket: DocumentSocket,
    {
      document,
      owner,
      durable,
      through,
      restores,
      clockOffset,
      access = accessTo(owner.principal, document),
    }: Attachment,
  ): void {
    if (socket.readyState !== socket.OPEN) return
    const room = this.#stopping === undefined && access !== 'none' ? this.#roomFor(document) : undefined
    const connection = new Connection({
      socket,
      owner,
      access: mayAppend(access) ? 'write' : 'read',
      durable,
      through,
      restores,
      clockOffset,
      limits: this.#limits,
      events: {
        frame: (from, frame) => this.#receive(room, from, frame),
        closed: from => this.#closed(room, from),
        refused: code => this.#observer.refused(code),
      },
    })
    this.#connections.add(connection)
    if (this.#stopping !== undefined) connection.close('restarting', sentence('restarting'))
    else if (room === undefined) connection.close('forbidden', 'this session may not open this document')
    else room.join(connection)
  }

  change(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void> {
    if (this.#stopping !== undefined)
      return Promise.reject(new StoreUnavailableError('the relay is stopping'))
    return this.#roomFor(document).change(work)
  }

  beginEpoch(document: DocumentId): Promise<EpochOutcome> {
    return this.#compactor.beginEpoch(document)
  }

  release(document: DocumentId, refused: { update: Uint8Array; writer: Writer; name: string }) {
    if (this.#stopping !== undefined)
      return Promise.reject(new StoreUnavailableError('the relay is stopping'))
    return this.#roomFor(document).release(refused.update, refused.writer, refused.name)
  }

  async read<Result>(document: DocumentId, read: (doc: Y.Doc) => Result): Promise<Result> {
    const name = formatDocumentId(document)
    const room = this.#rooms.get(name)
    if (room !== undefined) {
      // What is in memory may lack what another relay has just committed.
      await this.#fanOut.catchUp().catch(error => {
        throw new StoreUnavailableError(`${name} cannot be compared with the store`, { cause: error })
      })
      return room.read(read)
    }
    return readStored(this.#store, this.#runner, document, read)
  }

  closeConnections(which: (owner: ConnectionOwner) => boolean, code: RefusalCode): void {
    for (const connection of this.#connections) {
      if (which(connection.owner)) connection.close(code, sentence(code))
    }
    // What ended here may be connected elsewhere.
    this.#fanOut.tell('sessions')
  }

  figures(): SyncFigures {
    const { updates, bytes } = this.#commit.uncommitted
    return {
      connections: [...this.#connections].filter(connection => connection.isOpen).length,
      openDocuments: this.#rooms.size,
      uncommittedUpdates: updates,
      uncommittedBytes: bytes,
      storeFailingSince: this.#commit.failingSince,
    }
  }

  documentFigures() {
    return this.#store.figures()
  }

  listDocuments(prefix: string) {
    return this.#store.list(prefix)
  }

  newestSequence(prefix: string) {
    return this.#store.newestSequence(prefix)
  }

  countJournalEntries: SyncHub['countJournalEntries'] = till =>
    countJournalEntries(
      this.#store,
      (document, read) => readStored(this.#store, this.#runner, document, read),
      till,
    )

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    const left = await this.#commit.stop(this.#limits.stopMs)
    if (left > 0) {
      this.#log.error({ updates: left }, 'stopping with updates that were never committed or acknowledged')
    }
    clearInterval(this.#heart)
    for (const room of this.#rooms.values()) room.abandon()
    for (const timer of this.#idleTimers.values()) clearTimeout(timer)
    await this.#closeAll()
    await this.#compactor.stop(this.#limits.stopMs)
    await this.#quarantine.drained()
    await this.#fanOut.stop()
    this.#rooms.clear()
  }

  /** What cannot be applied here was committed all the same: then the document is read anew. */
  #takeCommitted(name: string, brought: BroughtUpdates): void {
    const room = this.#rooms.get(name)
    if (room === undefined) return
    try {
      room.takeCommitted(brought)
    } catch (error) {
      this.#log.error({ err: error, document: name }, 'an update of another relay could not be applied')
      void this.#catchUp(name)
    }
  }

  async #catchUp(name: string): Promise<void> {
    try {
      await this.#rooms.get(name)?.catchUp()
    } catch (error) {
      this.#log.warn({ err: error, document: name }, 'a document could not be compared with the store')
    }
  }

  async #closeAll(): Promise<void> {
    if (this.#connections.size === 0) return
    const everyoneLeft = new Promise<void>(resolve => {
      this.#everyoneLeft = resolve
    })
    for (const connection of this.#connections) connection.close('restarting', sentence('restarting'))
    // Each connection cuts its socket by itself when the other side does not answer.
    await everyoneLeft
  }

  #receive(room: Room | undefined, connection: Connection, frame: Uint8Array): void {
    if (room === undefined || this.#stopping !== undefined) return
    try {
      room.receive(connection, frame)
    } catch (error) {
      this.#log.error({ err: error, document: room.name }, 'a frame could not be handled')
      connection.close('storeUnavailable', 'the relay failed on this frame')
    }
  }

  #closed(room: Room | undefined, connection: Connection): void {
    this.#connections.delete(connection)
    room?.leave(connection)
    if (this.#connections.size === 0) this.#everyoneLeft()
  }

  #roomFor(document: DocumentId): Room {
    const name = formatDocumentId(document)
    const open = this.#rooms.get(name)
    if (open !== undefined) return open
    const room = new Room(document, {
      store: this.#store,
      runner: this.#runner,
      commit: this.#commit,
      log: this.#log,
      limits: this.#limits,
      epochEnded: ended => this.#endRoom(ended),
      idle: idle => this.#closeWhenStillIdle(idle),
      tailIsLong: long => this.#compactor.request(long),
      quarantine: refused => this.#quarantine.add(refused),
      catchUp: () => this.#fanOut.catchUp(),
      committed: () => this.#onCommitted(name),
    })
    this.#rooms.set(name, room)
    return room
  }

  /** Those who come back open another room, on the document as it is now. */
  #endRoom(room: Room): void {
    if (this.#rooms.get(room.name) !== room) return
    this.#rooms.delete(room.name)
    room.end()
  }

  #closeWhenStillIdle(room: Room): void {
    clearTimeout(this.#idleTimers.get(room))
    const timer = setTimeout(() => {
      this.#idleTimers.delete(room)
      if (!room.isIdle || this.#rooms.get(room.name) !== room) return
      this.#rooms.delete(room.name)
      room.abandon()
    }, this.#limits.idleMs).unref()
    this.#idleTimers.set(room, timer)
  }
}

function sentence(code: RefusalCode): string {
  return WORDS[code] ?? 'the relay closed this connection'
}
