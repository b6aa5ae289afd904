import { accessTo, type DocumentId, formatDocumentId, type RefusalCode } from '@evertill/crdt-model'
import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { Database } from '../storage/database.ts'
import { type Compactor, createCompactor } from './compactor.ts'
import { Connection } from './connection.ts'
import { countJournalEntries } from './count-journal-entries.ts'
import { DocumentStore } from './document-store.ts'
import { GroupCommit } from './group-commit.ts'
import { replayUpdates } from './replay-updates.ts'
import { Room } from './room.ts'
import { type ConnectionOwner, StoreUnavailableError, type SyncFigures, type SyncHub } from './sync-hub.ts'
import { DEFAULT_LIMITS, type SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'

export interface SyncHubOptions {
  /** Its schema is up to date. The caller closes it, after `stop`. */
  readonly database: Database
  readonly log: SyncLog
  readonly limits?: Partial<SyncLimits>
}

/** The sync engine of the relay on one database. */
export function createSyncHub(options: SyncHubOptions): SyncHub {
  return new Hub(options)
}

const WORDS: Partial<Record<RefusalCode, string>> = {
  restarting: 'the relay is restarting',
  revoked: 'this session was revoked',
  unauthenticated: 'this session has ended',
}

class Hub implements SyncHub {
  readonly #log: SyncLog
  readonly #limits: SyncLimits
  readonly #store: DocumentStore
  readonly #commit: GroupCommit
  readonly #compactor: Compactor
  readonly #rooms = new Map<string, Room>()
  readonly #idleTimers = new Map<Room, NodeJS.Timeout>()
  readonly #connections = new Set<Connection>()
  readonly #heart: NodeJS.Timeout
  #stopping: Promise<void> | undefined
  #everyoneLeft: () => void = () => {}

  constructor({ database, log, limits }: SyncHubOptions) {
    this.#log = log
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#store = new DocumentStore(database)
    this.#commit = new GroupCommit({ store: this.#store, log, limits: this.#limits })
    this.#compactor = createCompactor(log)
    this.#heart = setInterval(() => {
      for (const connection of this.#connections) connection.heartbeat()
    }, this.#limits.heartbeatMs).unref()
  }

  attach(
    socket: WebSocket,
    { document, owner, durable }: { document: DocumentId; owner: ConnectionOwner; durable: boolean },
  ): void {
    if (socket.readyState !== socket.OPEN) return
    const access = accessTo(owner.principal, document)
    const room = this.#stopping === undefined && access !== 'none' ? this.#roomFor(document) : undefined
    const connection = new Connection({
      socket,
      owner,
      access: access === 'write' ? 'write' : 'read',
      durable,
      limits: this.#limits,
      events: {
        frame: (from, frame) => this.#receive(room, from, frame),
        closed: from => this.#closed(room, from),
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

  async read<Result>(document: DocumentId, read: (doc: Y.Doc) => Result): Promise<Result> {
    const name = formatDocumentId(document)
    const room = this.#rooms.get(name)
    if (room !== undefined) return room.read(read)
    const doc = await this.#loadForReading(name)
    try {
      return read(doc)
    } finally {
      doc.destroy()
    }
  }

  closeConnections(which: (owner: ConnectionOwner) => boolean, code: RefusalCode): void {
    for (const connection of this.#connections) {
      if (which(connection.owner)) connection.close(code, sentence(code))
    }
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

  countJournalEntries: SyncHub['countJournalEntries'] = till =>
    countJournalEntries(this.#store, (document, read) => this.read(document, read), till)

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
    this.#rooms.clear()
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
      commit: this.#commit,
      log: this.#log,
      limits: this.#limits,
      idle: idle => this.#closeWhenStillIdle(idle),
      tailIsLong: long => this.#compactor.request(long),
    })
    this.#rooms.set(name, room)
    return room
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

  async #loadForReading(name: string): Promise<Y.Doc> {
    try {
      const { snapshot, tail } = await this.#store.load(name)
      return replayUpdates(snapshot, tail)
    } catch (error) {
      throw new StoreUnavailableError(`${name} cannot be loaded`, { cause: error })
    }
  }
}

function sentence(code: RefusalCode): string {
  return WORDS[code] ?? 'the relay closed this connection'
}
