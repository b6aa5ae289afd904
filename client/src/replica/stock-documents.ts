import {
  appendToLog,
  applyStockEntries,
  compactStockLog,
  createStockFold,
  decodeStockEntry,
  encodeStockEntry,
  entriesSince,
  LOGS,
  missingStockMoves,
  onHand,
  type ProductId,
  parseDocumentId,
  type StockEntry,
  stockedProducts,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { LocalDatabase, StockRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { DocumentReplica, DocumentReplicaOptions } from './document-replica.ts'
import { ownStockDocument } from './documents.ts'
import { SerialQueue } from './serial-queue.ts'
import { Slices } from './slices.ts'

const [MOVES] = LOGS.stock
/** Rows written in one transaction. */
const CHUNK = 100
/** Own entries appended between two looks at whether the log is long enough to compact. */
const COMPACT_EVERY = 200

export interface StockDocumentsOptions {
  readonly database: LocalDatabase
  readonly workplace: TillWorkplace
  readonly epoch: number
  readonly background: (work: Promise<unknown>) => void
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
  ) => DocumentReplica
}

interface OpenDocument {
  readonly replica: DocumentReplica
  readonly writer: string
  /** The state of the document that is in the fold. */
  folded: Uint8Array | undefined
  /** The state that the database knows to be projected. */
  noted: Uint8Array | undefined
}

/** The stock logs of the till's store: its own, which follows from its journal, and those of the other writers. */
export class StockDocuments {
  readonly #options: StockDocumentsOptions
  readonly #documents = new Map<string, OpenDocument>()
  readonly #fold = createStockFold()
  readonly #queue = new SerialQueue()
  /** Products whose row is not as the fold has it. */
  readonly #changed = new Set<ProductId>()
  #sinceCompaction = 0
  /** The own log has the moves of all journal entries up to this number. */
  #lookedAt = 0
  /** A job that appends and has not begun. */
  #appending: Promise<void> | undefined

  constructor(options: StockDocumentsOptions) {
    this.#options = options
  }

  get replicas(): DocumentReplica[] {
    return [...this.#documents.values()].map(document => document.replica)
  }

  /**
   * Loads the given documents of the store and the own one, then writes what changed since the last projection. All
   * known writers are folded before anything is written: a sum over some of them is no stock.
   */
  follow(names: readonly string[]): Promise<void> {
    return this.#queue.run(async () => {
      const own = ownStockDocument(this.#options.workplace)
      const added = [...new Set([own, ...names])].filter(name => !this.#documents.has(name))
      const opened = added.map(name => this.#open(name)).filter(document => document !== undefined)
      await Promise.all(opened.map(document => document.replica.loaded))
      for (const document of opened) await this.#foldStored(document)
      await this.#repairOwn()
      for (const document of opened) {
        document.replica.doc.on('update', () => this.#options.background(this.#follow(document)))
        document.replica.connect()
      }
      await this.#project()
    })
  }

  /** Brings the own log up to the journal: appends every move it lacks. */
  append(): Promise<void> {
    this.#appending ??= this.#queue.run(async () => {
      this.#appending = undefined
      await this.#repairOwn()
      await this.#project()
    })
    return this.#appending
  }

  #open(name: string): OpenDocument | undefined {
    const id = parseDocumentId(name)
    if (id?.kind !== 'stock' || id.store !== this.#options.workplace.store) return undefined
    const replica = this.#options.open(name, { mark: () => 0, onAcknowledged: () => undefined })
    replica.doc.getArray(MOVES)
    const document: OpenDocument = { replica, writer: id.writer, folded: undefined, noted: undefined }
    this.#documents.set(name, document)
    return document
  }

  /** Folds what the device had. Only what is newer than the projection must be written. */
  async #foldStored(document: OpenDocument): Promise<void> {
    const key = `projected:${document.replica.name}` as const
    const done = await this.#options.database.meta.get(key)
    const projected = done?.key === key ? done.value : undefined
    this.#foldNew(document)
    for (const entry of entriesOf(document.replica.doc, projected)) {
      for (const { product } of entry.kind === 'move' ? entry.deltas : entry.totals)
        this.#changed.add(product)
    }
    if (!projected) for (const product of stockedProducts(this.#fold)) this.#changed.add(product)
  }

  #follow(document: OpenDocument): Promise<void> {
    return this.#queue.run(async () => {
      this.#foldNew(document)
      await this.#project()
    })
  }

  #foldNew(document: OpenDocument): void {
    const { doc } = document.replica
    const state = Y.encodeStateVector(doc)
    const entries = entriesOf(doc, document.folded)
    document.folded = state
    for (const product of applyStockEntries(this.#fold, document.writer, entries)) this.#changed.add(product)
  }

  async #repairOwn(): Promise<void> {
    const { database, workplace, epoch } = this.#options
    const own = this.#documents.get(ownStockDocument(workplace))
    if (!own) return
    this.#foldNew(own)
    // What the log's total covers need not be looked at, however long the journal is.
    const total = this.#fold.writers.get(workplace.till)?.get(epoch)?.total
    if (total?.kind === 'total') this.#lookedAt = Math.max(this.#lookedAt, total.upTo)
    const rows = await database.journal
      .where('[epoch+number]')
      .between([epoch, this.#lookedAt], [epoch, Number.MAX_SAFE_INTEGER], false, true)
      .toArray()
    const missing = missingStockMoves(this.#fold, workplace.till, rows)
    this.#lookedAt = rows.at(-1)?.number ?? this.#lookedAt
    if (missing.length === 0) return
    appendToLog(own.replica.doc, MOVES, missing.map(encodeStockEntry))
    this.#foldNew(own)
    this.#sinceCompaction += missing.length
    if (this.#sinceCompaction < COMPACT_EVERY) return
    this.#sinceCompaction = 0
    if (compactStockLog(own.replica.doc, epoch)) this.#foldNew(own)
  }

  async #project(): Promise<void> {
    const { database } = this.#options
    const states = [...this.#documents.values()].map(document => ({ document, state: document.folded }))
    const slices = new Slices()
    while (this.#changed.size > 0) {
      const rows: StockRow[] = []
      for (const product of this.#changed) {
        this.#changed.delete(product)
        rows.push({ product, onHand: onHand(this.#fold, product) })
        if (rows.length === CHUNK) break
      }
      await database.stock.bulkPut(rows)
      await slices.pause()
    }
    for (const { document, state } of states) {
      if (!state || state === document.noted) continue
      document.noted = state
      await database.meta.put({ key: `projected:${document.replica.name}`, value: state })
    }
  }
}

function entriesOf(doc: Y.Doc, state: Uint8Array | undefined): StockEntry[] {
  const raws = entriesSince(doc, state).get(MOVES) ?? []
  return raws.map(decodeStockEntry).filter(entry => entry !== undefined)
}
