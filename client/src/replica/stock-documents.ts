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
import type { DocumentCopies } from './document-copies.ts'
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
  /** The journal was put back up to this number after a loss, 0 when it never was. */
  readonly restoredUpTo: number
  readonly background: (work: Promise<unknown>) => void
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
    generation?: number,
  ) => DocumentReplica
  readonly copies: DocumentCopies
}

interface OpenDocument {
  replica: DocumentReplica
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
  #fold = createStockFold()
  /** Fetches the own document anew. */
  #renewing: DocumentReplica | undefined
  readonly #queue = new SerialQueue()
  /** Products whose row is not as the fold has it. */
  readonly #changed = new Set<ProductId>()
  #sinceCompaction = 0
  /** The own log has the moves of all journal entries up to this number. */
  #lookedAt = 0
  /** A job that appends and has not begun. */
  #appending: Promise<void> | undefined
  /**
   * After a loss the own log is what the relay has, and nothing is added before that is here: moves would count twice,
   * and a total over a part of them would be wrong.
   */
  #isOwnWhole: boolean

  constructor(options: StockDocumentsOptions) {
    this.#options = options
    this.#isOwnWhole = options.restoredUpTo === 0
  }

  get replicas(): DocumentReplica[] {
    const replicas = [...this.#documents.values()].map(document => document.replica)
    return this.#renewing ? [...replicas, this.#renewing] : replicas
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
      await this.#awaitOwn()
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

  /** Fetches the own document anew when the relay refused its copy. What belongs in it follows from the journal. SPEC W5. */
  async renewRefused(): Promise<void> {
    const { copies } = this.#options
    const own = this.#documents.get(ownStockDocument(this.#options.workplace))
    if (!own?.replica.isCopyRefused || this.#renewing || !copies.mayRenew(own.replica.name, Date.now()))
      return
    const old = own.replica
    const fresh = this.#openReplica(old.name, copies.generationOf(old.name) + 1)
    this.#renewing = fresh
    await fresh.loaded
    fresh.connect()
    await fresh.whenWhole()
    await this.#queue.run(async () => {
      await copies.renewed(old.name, old.refusal?.code ?? '', Date.now())
      own.replica = fresh
      this.#renewing = undefined
      fresh.doc.on('update', () => this.#options.background(this.#follow(own)))
      await this.#foldAnew()
      await copies.settled(old.name)
    })
    await old.destroy()
  }

  /** Nothing can be taken out of a fold: it is made again from the documents as they are now. */
  async #foldAnew(): Promise<void> {
    for (const product of stockedProducts(this.#fold)) this.#changed.add(product)
    this.#fold = createStockFold()
    this.#lookedAt = 0
    for (const document of this.#documents.values()) {
      document.folded = undefined
      this.#foldNew(document)
    }
    await this.#repairOwn()
    await this.#project()
  }

  #openReplica(name: string, generation?: number): DocumentReplica {
    const hooks = { mark: () => 0, onAcknowledged: () => undefined }
    const replica = this.#options.open(name, hooks, generation)
    replica.doc.getArray(MOVES)
    return replica
  }

  #open(name: string): OpenDocument | undefined {
    const id = parseDocumentId(name)
    if (id?.kind !== 'stock' || id.store !== this.#options.workplace.store) return undefined
    const replica = this.#openReplica(name)
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

  async #awaitOwn(): Promise<void> {
    const { database, workplace, restoredUpTo, background } = this.#options
    const own = this.#documents.get(ownStockDocument(workplace))
    if (this.#isOwnWhole || !own) return
    const noted = await database.meta.get('stockWholeAfter')
    this.#isOwnWhole = noted?.value === restoredUpTo
    if (!this.#isOwnWhole) background(own.replica.whenWhole().then(() => this.#ownIsWhole()))
  }

  async #ownIsWhole(): Promise<void> {
    const { database, restoredUpTo } = this.#options
    this.#isOwnWhole = true
    await this.append()
    await this.#documents.get(ownStockDocument(this.#options.workplace))?.replica.flush()
    await database.meta.put({ key: 'stockWholeAfter', value: restoredUpTo })
  }

  async #repairOwn(): Promise<void> {
    const { database, workplace, epoch } = this.#options
    const own = this.#documents.get(ownStockDocument(workplace))
    if (!own || !this.#isOwnWhole) return
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
