import * as Y from 'yjs'
import { type ProductId, type ReplicaId, toId } from '../ids.ts'
import { deleteRedundantEntries } from '../log/delete-redundant-entries.ts'
import { appendToLog, entriesDeletedBy, entriesSince, readLog } from '../log/entry-log.ts'
import { decodeRecordEntry, encodeRecordEntry } from '../records/encode-record-entry.ts'
import type { Fields, RecordEntry } from '../records/record-entry.ts'
import {
  applyDeletedEntries,
  applyRecordEntries,
  createRecordFold,
  type RecordFold,
  readRecord,
} from '../records/record-fold.ts'
import { writeRecord } from '../records/write-record.ts'
import { compactStockLog } from '../stock/compact-stock-log.ts'
import { decodeStockEntry, encodeStockEntry } from '../stock/encode-stock-entry.ts'
import { applyStockEntries, createStockFold, type StockFold } from '../stock/stock-fold.ts'

const PRODUCTS = 'products'
const MOVES = 'moves'

/** An update of one document, as it travels. */
export interface Parcel {
  readonly document: string
  readonly update: Uint8Array
}

/**
 * A device of a shop with real Yjs documents: the catalog, and the stock document of every writer. Its folds follow
 * the documents; what its documents change is handed to `send`.
 */
export class ShopReplica {
  readonly name: string
  readonly recordFold = createRecordFold()
  readonly stockFold = createStockFold()
  readonly #documents = new Map<string, Y.Doc>()
  readonly #folded = new Map<string, Uint8Array>()
  readonly #send: (parcel: Parcel) => void
  #counter = 0
  #sales = 0

  constructor(name: string, send: (parcel: Parcel) => void) {
    this.name = name
    this.#send = send
  }

  document(name: string): Y.Doc {
    const known = this.#documents.get(name)
    if (known !== undefined) return known
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => this.#send({ document: name, update }))
    doc.on('afterTransaction', transaction => {
      const deleted = entriesDeletedBy(transaction).get(PRODUCTS) ?? []
      applyDeletedEntries(this.recordFold, decoded(deleted))
    })
    this.#documents.set(name, doc)
    return doc
  }

  documentNames(): Iterable<string> {
    return this.#documents.keys()
  }

  write(record: string, fields: Fields): RecordEntry | undefined {
    const replica = toId<ReplicaId>(this.name)
    const counter = this.#counter + 1
    const entry = writeRecord(this.recordFold, { replica, counter, record, fields, who: this.name, at: 0 })
    if (entry === undefined) return undefined
    this.#counter = counter
    appendToLog(this.document('catalog'), PRODUCTS, [encodeRecordEntry(entry)])
    this.follow('catalog')
    return entry
  }

  /** Settles the first conflict of the record with its last value, if it has one. */
  settle(record: string): RecordEntry | undefined {
    for (const [field, state] of readRecord(this.recordFold, record)?.fields ?? []) {
      const last = state.kind === 'conflict' ? state.versions.at(-1) : undefined
      if (last !== undefined) return this.write(record, { [field]: last.value })
    }
    return undefined
  }

  sell(product: ProductId, quantity: number): void {
    const number = ++this.#sales
    const deltas = [{ product, quantity: -quantity }]
    const entry = encodeStockEntry({ kind: 'move', epoch: 1, number, reason: 'sale', deltas })
    appendToLog(this.document(this.ownStock), MOVES, [entry])
    this.follow(this.ownStock)
  }

  compactStock(): boolean {
    const compacted = compactStockLog(this.document(this.ownStock), 1, 0)
    this.follow(this.ownStock)
    return compacted
  }

  receive({ document, update }: Parcel): void {
    Y.applyUpdate(this.document(document), update)
    this.follow(document)
  }

  /** Deletes what is redundant in the catalog, as only the relay may. Returns how many. */
  compactCatalog(): number {
    return deleteRedundantEntries(this.document('catalog'), PRODUCTS)
  }

  /** Folds what is new in a document. */
  follow(name: string): void {
    const doc = this.document(name)
    const news = entriesSince(doc, this.#folded.get(name))
    this.#folded.set(name, Y.encodeStateVector(doc))
    applyRecordEntries(this.recordFold, decoded(news.get(PRODUCTS) ?? []))
    applyStockEntries(this.stockFold, name, moves(news.get(MOVES) ?? []))
  }

  /** As after a restart: from what is stored. */
  foldFromScratch(): { readonly records: RecordFold; readonly stock: StockFold } {
    const records = createRecordFold()
    const stock = createStockFold()
    for (const [name, doc] of this.#documents) {
      const stored = new Y.Doc()
      Y.applyUpdate(stored, Y.encodeStateAsUpdate(doc))
      applyRecordEntries(records, decoded(readLog(stored, PRODUCTS)))
      applyStockEntries(stock, name, moves(readLog(stored, MOVES)))
    }
    return { records, stock }
  }

  private get ownStock(): string {
    return `stock/${this.name}`
  }
}

function decoded(raws: readonly unknown[]): RecordEntry[] {
  return raws.flatMap(raw => decodeRecordEntry(raw) ?? [])
}

function moves(raws: readonly unknown[]) {
  return raws.flatMap(raw => decodeStockEntry(raw) ?? [])
}
