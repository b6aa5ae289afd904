import type { DocumentId, Principal, RefusalCode } from '@evertill/crdt-model'
import type { WebSocket } from 'ws'
import type * as Y from 'yjs'

/** Who is behind a socket: enough to close it when a session ends or a device is revoked. */
export interface ConnectionOwner {
  readonly principal: Principal
  /** The id of the user's session or of the device. */
  readonly session: string
}

/** The documents of this relay, live. The rest of the relay meets sync only through this. */
export interface SyncHub {
  /** Takes over an authorised, open socket for one document and speaks the protocol on it until it closes. */
  attach(socket: WebSocket, connection: { document: DocumentId; owner: ConnectionOwner; durable: boolean }): void
  /** The relay's own edit (set-up, demo data): resolves when it is committed; connected clients see it. */
  change(document: DocumentId, work: (doc: Y.Doc) => void): Promise<void>
  /** Reads a document as it is committed now. The doc must not be kept or changed. */
  read<Result>(document: DocumentId, read: (doc: Y.Doc) => Result): Promise<Result>
  /** Closes every socket the filter names. */
  closeConnections(which: (owner: ConnectionOwner) => boolean, code: RefusalCode): void
  figures(): { readonly connections: number; readonly openDocuments: number }
  /** Commits what is held, then closes every socket with a code that makes clients come back. */
  stop(): Promise<void>
}
