import { CLOSE, type ProductId, type ReplicaId } from '@evertill/crdt-model'
import type { LocalDatabase } from '../local/database.ts'
import { findByScan } from '../local/find-product.ts'
import type { Workplace } from '../local/workplace.ts'
import { DeviceSockets, type RelayHello } from './device-socket.ts'
import { DocumentCopies } from './document-copies.ts'
import { DocumentReplica, type DocumentReplicaOptions, readStoredCopy } from './document-replica.ts'
import type { DocumentSpares } from './document-spares.ts'
import { Projector } from './projector.ts'
import type { ReplicaStatus, SearchResult } from './protocol.ts'
import { RecordDocuments } from './record-documents.ts'
import { scanProducts } from './scan-products.ts'
import { SearchIndex } from './search-index.ts'
import type { StatusBoard } from './status-board.ts'

export interface ReplicaPartsOptions {
  readonly workplace: Workplace
  readonly relayUrl: string
  readonly database: LocalDatabase
  readonly replica: ReplicaId
  readonly board: StatusBoard
  readonly background: (work: Promise<unknown>) => void
  /** The documents that this workplace keeps beside the records. */
  readonly otherReplicas: () => readonly DocumentReplica[]
  /** The state of some document changed. */
  readonly onChange: () => void
  /** Where copies of record documents are kept outside the database, for a till. */
  readonly spares?: DocumentSpares
  /** A socket to the relay was opened, and this is whom it reached. */
  readonly onHello: (hello: RelayHello) => void
  /** Rows of this document were written. */
  readonly onProjected: (document: string) => void
}

/** What a till and an office have in common: documents of records, their search index, and the status of them. */
export class ReplicaParts {
  readonly records: RecordDocuments
  readonly copies: DocumentCopies
  readonly index = new SearchIndex<ProductId>()
  readonly #options: ReplicaPartsOptions
  readonly #sockets: DeviceSockets
  #indexed = false
  #due = 0
  #done = 0

  constructor(options: ReplicaPartsOptions) {
    this.#options = options
    const { database, relayUrl, workplace, onHello } = options
    this.copies = new DocumentCopies(database)
    const actAs = workplace.kind === 'till' ? 'device' : 'user'
    this.#sockets = new DeviceSockets({ relayUrl, actAs, onHello })
    const projector = new Projector({
      database,
      index: this.index,
      onProgress: (done, due) => {
        this.#done += done
        this.#due += due
        options.board.set({ progress: { done: this.#done, total: this.#due } })
      },
    })
    this.records = new RecordDocuments({
      database,
      projector,
      index: this.index,
      background: options.background,
      open: (name, hooks, generation) => this.open(name, hooks, generation, options.spares),
      copies: this.copies,
      readCopy: (name, generation) => readStoredCopy(options.workplace, name, generation),
      onProjected: document => {
        options.background(this.#countConflicts())
        options.onProjected(document)
      },
      onEdits: () => options.board.set({ unsyncedEdits: this.records.unsyncedEdits }),
    })
  }

  open(
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
    generation = this.copies.generationOf(name),
    spares?: DocumentSpares,
  ): DocumentReplica {
    const { workplace, relayUrl } = this.#options
    return new DocumentReplica({
      workplace,
      name,
      generation,
      relayUrl,
      Socket: this.#sockets.Socket,
      ...hooks,
      // A spare may be of the very copy that was refused.
      ...(spares && generation === 1 && { spare: () => spares.read(name) }),
      onChange: () => this.#documentsChanged(),
    })
  }

  /** The index holds every product that this device has. */
  set indexed(indexed: boolean) {
    this.#indexed = indexed
  }

  async search(text: string, limit: number, includeArchived: boolean): Promise<SearchResult> {
    if (this.#indexed) return { ...this.index.find(text, limit, includeArchived), complete: true }
    const { database, board } = this.#options
    if (this.index.size === 0) {
      const scanned = await scanProducts(database, text, limit, includeArchived)
      // While the first download is under way the whole table is not the whole catalog.
      return { ...scanned, complete: scanned.complete && board.current.phase !== 'downloading' }
    }
    // While the index grows it knows some products by name, and the table all of them by code.
    const indexed = this.index.find(text, limit, includeArchived)
    const coded = (await findByScan(database, text, includeArchived)).map(row => row.id)
    const known = new Set(coded)
    const ids = [...coded, ...indexed.ids.filter(id => !known.has(id))].slice(0, limit)
    return { ids, total: Math.max(indexed.total, ids.length), complete: false }
  }

  replicas(): DocumentReplica[] {
    return [...this.#options.otherReplicas(), ...this.records.replicas]
  }

  /** Tries to connect at once: the network is back. */
  hurry(): void {
    for (const replica of this.replicas()) replica.hurry()
  }

  /** Comes back after a refusal: what the device was refused for is mended. */
  retry(): void {
    for (const replica of this.replicas()) replica.retry()
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas().map(replica => replica.destroy()))
    this.#sockets.close()
  }

  #documentsChanged(): void {
    const replicas = this.replicas()
    this.#options.board.set({
      online: replicas.some(replica => replica.connected),
      refused: refusalOf(replicas),
      documents: replicas.map(replica => replica.status()),
    })
    for (const replica of this.records.replicas) {
      if (replica.isCopyRefused)
        this.#options.background(this.records.renew(replica.name, replica.refusal?.code ?? ''))
    }
    this.#options.onChange()
  }

  async #countConflicts(): Promise<void> {
    this.#options.board.set({ openConflicts: await this.#options.database.conflicts.count() })
  }
}

/** The worst first. */
const REFUSALS = [
  [CLOSE.revoked, 'revoked'],
  [CLOSE.unauthenticated, 'unauthenticated'],
  [CLOSE.forbidden, 'forbidden'],
] as const

/** What the relay's refusals mean for the device as a whole. */
function refusalOf(replicas: readonly DocumentReplica[]): ReplicaStatus['refused'] {
  const codes = new Set(replicas.map(replica => replica.refusal?.closeCode))
  for (const [code, word] of REFUSALS) if (codes.has(code)) return word
  return null
}
