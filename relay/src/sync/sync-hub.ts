import type { Access, DocumentId, Principal, RefusalCode, TillId } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { EpochOutcome } from './compactor.ts'
import type { DocumentSocket } from './document-socket.ts'
import type { Writer } from './guard/client-bindings.ts'
import type { ReleaseOutcome } from './take-updates.ts'

/** Who is behind a socket: enough to close it when a session ends or a device is revoked. */
export interface ConnectionOwner {
  readonly principal: Principal
  /** The id of the user's session or of the device. */
  readonly session: string
  /** Whose what it writes is, also when the session is another: `user:<id>` or `device:<id>`. */
  readonly writer: Writer
  /** The name of the person or device, as entries may say who made them. */
  readonly name: string
}

/** The documents of this relay, live. The rest of the relay meets sync only through this. */
export interface SyncHub {
  /** Takes over an authorised, open socket for one document and speaks the protocol on it until it closes. */
  attach(
    socket: DocumentSocket,
    connection: {
      document: DocumentId
      owner: ConnectionOwner
      durable: boolean
      /** What the owner may do with the document, where that takes facts that the owner does not hold. */
      access?: Access
      /** Whether durable counts come with the document's sequence. */
      through?: boolean
      /** Brings a lost or set-back database what others once wrote: whoever's Yjs clients it uses. */
      restores?: boolean
      /** Device clock minus relay clock when the socket was opened, milliseconds: kept beside what it writes. */
      clockOffset?: number | undefined
    },
  ): void
  /** The relay's own edit (set-up, demo data): resolves when it is committed; connected clients see it. */
  change(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void>
  /**
   * Begins a document of records again without its past: what pages that are long gone and deletions left in it.
   * Connected clients come back and fetch it anew.
   */
  beginEpoch(document: DocumentId): Promise<EpochOutcome>
  /** Takes a refused update after all, because an owner wants it: resolves when it is committed, or says why not. */
  release(
    document: DocumentId,
    refused: { update: Uint8Array; writer: Writer; name: string },
  ): Promise<ReleaseOutcome>
  /**
   * Reads a document as it is committed now. The doc must not be kept or changed. Rejects with
   * `StoreUnavailableError` when the store cannot be read, or does not take what the document holds.
   */
  read<Result>(document: DocumentId, read: (doc: Y.Doc) => Result): Promise<Result>
  /** Closes every socket the filter names. */
  closeConnections(which: (owner: ConnectionOwner) => boolean, code: RefusalCode): void
  figures(): SyncFigures
  /** What the store holds of documents. One cheap query. */
  documentFigures(): Promise<DocumentFigures>
  /** The names of stored documents that start with `prefix` (`stock/<store>/`), in order. */
  listDocuments(prefix: string): Promise<string[]>
  /** The newest sequence the store has of all documents whose names start with `prefix`; 0 for none. */
  newestSequence(prefix: string): Promise<number>
  /** How many different journal entries of a till are committed, over all its days. */
  countJournalEntries(till: TillId): Promise<number>
  /** Commits what is held, then closes every socket with a code that makes clients come back. */
  stop(): Promise<void>
}

/** How sync is doing at this moment. Nothing here waits. */
export interface SyncFigures {
  readonly connections: number
  readonly openDocuments: number
  /** Updates taken from clients that no commit holds yet. */
  readonly uncommittedUpdates: number
  readonly uncommittedBytes: number
  /** Milliseconds since 1970 since when commits fail, or null while they succeed. */
  readonly storeFailingSince: number | null
}

export interface DocumentFigures {
  readonly documents: number
  /** Bytes that documents take on the disk of the store, indexes included. */
  readonly storedBytes: number
}

/** The store could not be read or written. Nothing was lost: try again later. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
}
