import {
  appendToLog,
  applyRecordEntries,
  createRecordFold,
  decodeRecordEntry,
  encodeRecordEntry,
  LOGS,
  type RecordEntry,
  type ReplicaId,
  readLog,
  toId,
  writeRecord,
} from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { Line } from './line.ts'
import { PRODUCTS } from './soak-till.ts'
import { type Mischief, type Refusal, SyncedDocument } from './synced-document.ts'

const [RECORDS] = LOGS.catalog

/** A back office: edits the catalog beside others, and watches what the tills do, live. */
export class Office {
  readonly line: Line
  readonly refusals: Refusal[] = []
  /** Everything it ever wrote into the catalog. */
  readonly written: RecordEntry[] = []
  /** What it wrote and the relay has acknowledged. */
  readonly safe: RecordEntry[] = []
  readonly #cookie: string
  readonly #random: () => number
  readonly #replica: ReplicaId
  readonly #catalog: SyncedDocument
  readonly #watched = new Map<string, SyncedDocument>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: { name: string; cookie: string; catalog: string; line: Line; random: () => number }) {
    const { name, cookie, catalog, line, random } = options
    this.line = line
    this.#cookie = cookie
    this.#random = random
    this.#replica = toId<ReplicaId>(name)
    // What overtakes another is refused, and the copy with it: an office that loses edits is not what is tried here.
    const mischief: Mischief = { random, duplicates: 0.05, overtaken: 0 }
    this.#catalog = this.#open(`catalog/${catalog}`, mischief)
  }

  get isSafe(): boolean {
    return this.#catalog.isSafe && this.safe.length === this.written.length
  }

  documents(): SyncedDocument[] {
    return [this.#catalog, ...this.#watched.values()]
  }

  /** Keeps a copy of a till's document from now on. */
  watch(document: string): void {
    if (!this.#watched.has(document)) this.#watched.set(document, this.#open(document))
  }

  /** Edits until `stop`. @param pause milliseconds */
  start(pause: () => number): void {
    this.#timer = setTimeout(() => {
      this.#edit()
      this.start(pause)
    }, pause())
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  close(): void {
    this.stop()
    for (const document of this.documents()) document.close()
    this.line.close()
  }

  #edit(): void {
    const record = PRODUCTS[Math.floor(this.#random() * PRODUCTS.length)] ?? 'product-00'
    const counter = this.written.length + 1
    const fold = createRecordFold()
    applyRecordEntries(fold, recordEntries(this.#catalog.doc))
    const entry = writeRecord(fold, {
      replica: this.#replica,
      counter,
      record,
      fields: { name: `Name ${this.#replica} ${counter}` },
      who: this.#replica,
      at: 0,
    })
    if (entry === undefined) return
    this.written.push(entry)
    this.#catalog.write(counter, doc => appendToLog(doc, RECORDS, [encodeRecordEntry(entry)]))
  }

  #open(name: string, mischief?: Mischief): SyncedDocument {
    return new SyncedDocument({
      name,
      cookie: this.#cookie,
      url: () => `ws://127.0.0.1:${this.line.port}/sync`,
      ...(mischief !== undefined && { mischief }),
      onSafe: counters => {
        for (const counter of counters) {
          const entry = this.written[counter - 1]
          if (entry !== undefined) this.safe.push(entry)
        }
      },
      onRefused: code => this.refusals.push({ name, code }),
    })
  }
}

/** The entries of a catalog's products that can be read. */
export function recordEntries(doc: Y.Doc): RecordEntry[] {
  return readLog(doc, RECORDS).flatMap(raw => decodeRecordEntry(raw) ?? [])
}
