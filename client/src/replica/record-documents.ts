import { type Fields, type ProductId, parseDocumentId, type RecordLog } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { LocalDatabase } from '../local/database.ts'
import type { DocumentCopies } from './document-copies.ts'
import type { DocumentReplica, DocumentReplicaOptions } from './document-replica.ts'
import { type Projector, recordLogsOf } from './projector.ts'
import { type Edit, RecordDocument } from './record-document.ts'
import { writeOwnAgain } from './renew-records.ts'
import type { SearchIndex } from './search-index.ts'
import { SerialQueue } from './serial-queue.ts'
import { Slices } from './slices.ts'

/** Records written in one Yjs transaction: a large import goes to the relay in many messages, not in one too large. */
const WRITE_CHUNK = 500

export interface RecordDocumentsOptions {
  readonly database: LocalDatabase
  readonly projector: Projector
  readonly index: SearchIndex<ProductId>
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
    generation: number,
  ) => DocumentReplica
  readonly copies: DocumentCopies
  /** A copy of a document as it lies on this device. */
  readonly readCopy: (name: string, generation: number) => Promise<Y.Doc>
  readonly background: (work: Promise<unknown>) => void
  /** Rows of the document were written (or there was nothing to write). */
  readonly onProjected: (document: string) => void
  /** The number of edits the relay has not committed changed. */
  readonly onEdits: () => void
}

interface OpenDocument {
  readonly replica: DocumentReplica
  readonly records: RecordDocument
  readonly queue: SerialQueue
  /** Resolves when what the device had is folded and indexed. */
  ready: Promise<void>
  /** The document changed and a run that folds it is queued, but has not begun. */
  due: boolean
  /** Runs queued or under way. */
  running: number
  /** Edits made in this run, and how many of them the relay has committed. */
  edits: number
  acknowledged: number
  /** Edits of earlier runs that the relay may not have: cleared by the first acknowledgement. */
  inherited: number
}

/** The shared documents that hold records: loaded, folded, indexed and projected, each in its own time. */
export class RecordDocuments {
  readonly #options: RecordDocumentsOptions
  readonly #documents = new Map<string, OpenDocument>()
  /** Documents that are being fetched anew, and the replicas that do it. */
  readonly #renewing = new Map<string, DocumentReplica>()
  /** Whether this worker writes the rows; another tab of the office may be doing it. */
  #projects = false
  /** Nobody can work yet: write rows as fast as they go. */
  #first = false

  constructor(options: RecordDocumentsOptions) {
    this.#options = options
  }

  /** The replicas in use, without those that are still being fetched. */
  get usedReplicas(): DocumentReplica[] {
    return [...this.#documents.values()].map(document => document.replica)
  }

  get replicas(): DocumentReplica[] {
    return [...this.usedReplicas, ...this.#renewing.values()]
  }

  get unsyncedEdits(): number {
    let edits = 0
    for (const one of this.#documents.values()) edits += one.inherited + one.edits - one.acknowledged
    return edits
  }

  /** Says whether the first download is under way, when nobody waits for a table. */
  set firstDownload(first: boolean) {
    this.#first = first
  }

  has(name: string): boolean {
    return this.#documents.has(name)
  }

  /** Whether everything the relay had of the document was here once, and its rows are written. */
  isDownloaded(name: string): boolean {
    const document = this.#documents.get(name)
    return document?.replica.wasWhole === true && document.running === 0
  }

  /** The relay may have lost what it had: nothing written here counts as committed until it says so again. */
  async offerAgain(): Promise<void> {
    for (const [name, document] of this.#documents) {
      document.inherited = Math.max(1, document.inherited)
      await this.#keepEdits(name, document)
      document.replica.again()
    }
    this.#options.onEdits()
  }

  /** Opens documents that are not open yet. Resolves when what the device had of them is folded and projected. */
  async follow(names: readonly string[]): Promise<void> {
    const opened = names.filter(name => !this.#documents.has(name)).map(name => this.#open(name))
    await Promise.all(opened.map(document => document?.ready))
  }

  /** Begins to write rows: at once for a till, for an office when no other tab does it. */
  async startProjecting(): Promise<void> {
    this.#projects = true
    await Promise.all(
      [...this.#documents].map(([name, document]) => document.queue.run(() => this.#catchUp(name, document))),
    )
  }

  /** Writes records of a document. Resolves when the edit is in the browser's store. */
  async write(
    name: string,
    log: RecordLog,
    writes: readonly { readonly record: string; readonly fields: Fields }[],
    edit: Edit,
  ): Promise<void> {
    await this.#options.copies.noteReplica(edit.replica)
    const slices = new Slices()
    for (let from = 0; from < writes.length; from += WRITE_CHUNK) {
      // Asked for again each time: the document may have been fetched anew meanwhile.
      const document = await this.#ready(name)
      // Counted before the update leaves, so that the mark it is sent with covers it.
      document.edits++
      const written = document.records.write(log, writes.slice(from, from + WRITE_CHUNK), edit)
      if (written === 0) document.edits--
      await slices.pause()
    }
    this.#options.onEdits()
    const document = await this.#ready(name)
    await this.#keepEdits(name, document)
    await document.replica.flush()
  }

  async #ready(name: string): Promise<OpenDocument> {
    for (;;) {
      const document = this.#documents.get(name) ?? this.#open(name)
      if (!document) throw new RangeError(`no document of records: ${name}`)
      await document.ready
      if (this.#documents.get(name) === document) return document
    }
  }

  /**
   * Fetches a document anew whose copy the relay refused, or that was begun again, and writes again what is this
   * device's own. Until the whole document is here the old copy stays in use: offline, or cut off anywhere, nothing is
   * lost. SPEC W5, W9.
   */
  async renew(name: string, code: string): Promise<void> {
    const { copies } = this.#options
    const old = this.#documents.get(name)
    if (!old || this.#renewing.has(name)) return
    if (!old.replica.isOfFormerEpoch && !copies.mayRenew(name, Date.now())) return
    const fetched = await this.#fetchAnew(name, old)
    if (!fetched) return
    const { fresh, generation } = fetched
    await fresh.records.advance(new Slices())
    // The device stopped before all of them was written to the copy that is laid aside now.
    const earlier = await this.#readCopies(name, copies.pendingGenerations(name))
    await copies.renewed(name, code, Date.now(), generation)
    const own = await copies.ownReplicas()
    // From here to where the new one is in its place nothing waits: no edit comes in between.
    if (copies.presentReplica) own.add(copies.presentReplica)
    for (const copy of earlier) writeOwnAgain(copy, undefined, fresh, own)
    writeOwnAgain(old.replica.doc, old.records, fresh, own)
    this.#documents.set(name, fresh)
    this.#renewing.delete(name)
    fresh.replica.doc.on('update', () => this.#schedule(name, fresh))
    this.#options.onEdits()
    for (const copy of earlier) copy.destroy()
    await fresh.replica.flush()
    await copies.settled(name, generation)
    await this.#keepEdits(name, fresh)
    await old.replica.destroy()
    await fresh.queue.run(() => this.#projectAnew(name, fresh))
    this.#options.onProjected(name)
    // Begun again once more while this was under way, when nobody could be told.
    if (fresh.replica.isOfFormerEpoch) await this.renew(name, code)
  }

  /** Fetches the whole document into a database of its own. */
  async #fetchAnew(
    name: string,
    old: OpenDocument,
  ): Promise<{ readonly fresh: OpenDocument; readonly generation: number } | undefined> {
    const { copies, open } = this.#options
    for (let generation = copies.generationOf(name) + 1; ; generation++) {
      const fresh = this.#make(name, hooks => open(name, hooks, generation))
      if (!fresh) return undefined
      this.#renewing.set(name, fresh.replica)
      await old.ready
      await fresh.replica.loaded
      fresh.replica.connect()
      if (await fresh.replica.whenFetched()) return { fresh, generation }
      // A part of it was here from a former epoch: fetched before the device stopped, or while another one began.
      await fresh.replica.destroy()
    }
  }

  #open(name: string): OpenDocument | undefined {
    const { copies, open } = this.#options
    const document = this.#make(name, hooks => open(name, hooks, copies.generationOf(name)))
    if (!document) return undefined
    document.running = 1
    document.ready = document.queue.run(() => this.#start(name))
    this.#documents.set(name, document)
    return document
  }

  /** A document with nothing begun. */
  #make(
    name: string,
    open: (hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>) => DocumentReplica,
  ): OpenDocument | undefined {
    const id = parseDocumentId(name)
    const logs = id ? recordLogsOf(id) : []
    if (logs.length === 0) return undefined
    const replica = open({
      mark: () => document.edits,
      onAcknowledged: mark => this.#options.background(this.#acknowledge(name, document, mark)),
    })
    const document: OpenDocument = {
      replica,
      records: new RecordDocument(replica.doc, logs),
      queue: new SerialQueue(),
      ready: Promise.resolve(),
      due: false,
      running: 0,
      edits: 0,
      acknowledged: 0,
      inherited: 0,
    }
    return document
  }

  async #start(name: string): Promise<void> {
    const document = this.#documents.get(name)
    if (!document) return
    try {
      await this.#load(name, document)
    } finally {
      document.running--
    }
    this.#options.onProjected(name)
  }

  async #load(name: string, document: OpenDocument): Promise<void> {
    const { replica, records } = document
    await replica.loaded
    const key = `unsyncedEdits:${name}` as const
    const kept = await this.#options.database.meta.get(key)
    document.inherited = kept?.key === key ? kept.value : 0
    if (document.inherited > 0) this.#options.onEdits()
    replica.doc.on('update', () => this.#schedule(name, document))
    replica.connect()
    if (this.#options.copies.isPending(name)) this.#options.background(this.#finishRenewal(name, document))
    const slices = new Slices()
    await records.advance(slices)
    const { records: all } = records.takeChanged()
    await this.#options.projector.index(records, all.get('products') ?? [], slices)
    if (this.#projects) await this.#catchUp(name, document)
  }

  /** The device stopped while a document was fetched anew: what is its own is written again now. */
  async #finishRenewal(name: string, document: OpenDocument): Promise<void> {
    const { copies, onEdits } = this.#options
    const generation = copies.generationOf(name)
    await Promise.all([document.ready, document.replica.whenWhole()])
    const before = await this.#readCopies(name, copies.pendingGenerations(name))
    const own = await copies.ownReplicas()
    // Laid aside itself meanwhile: then the next copy was given all of it.
    if (this.#documents.get(name) !== document) return
    for (const copy of before) writeOwnAgain(copy, undefined, document, own)
    for (const copy of before) copy.destroy()
    onEdits()
    await document.replica.flush()
    await copies.settled(name, generation)
  }

  #readCopies(name: string, generations: readonly number[]): Promise<Y.Doc[]> {
    return Promise.all(generations.map(generation => this.#options.readCopy(name, generation)))
  }

  /** Writes all rows of a document that was fetched anew, and takes out those of records that it does not have. */
  async #projectAnew(name: string, document: OpenDocument): Promise<void> {
    const slices = new Slices()
    await document.records.advance(slices)
    const { records: all } = document.records.takeChanged()
    await this.#options.projector.index(document.records, all.get('products') ?? [], slices)
    if (!this.#projects) return
    await this.#options.projector.forget(name, document.records)
    await this.#catchUp(name, document)
  }

  /** Writes the rows of everything that is newer than the projection, whoever made that. */
  async #catchUp(name: string, document: OpenDocument): Promise<void> {
    const { records } = document
    await records.advance(new Slices())
    const { state } = records.takeChanged()
    const changed = records.recordsSince(await this.#options.projector.projectedState(name))
    if (changed.size > 0) await this.#options.projector.project(name, records, changed, state, this.#first)
  }

  #schedule(name: string, document: OpenDocument): void {
    if (document.due) return
    document.due = true
    document.running++
    this.#options.background(document.queue.run(() => this.#follow(name, document)))
  }

  async #follow(name: string, document: OpenDocument): Promise<void> {
    // From here on a further change needs a further run.
    document.due = false
    try {
      await this.#foldNew(name, document)
    } finally {
      document.running--
    }
    this.#options.onProjected(name)
  }

  async #foldNew(name: string, document: OpenDocument): Promise<void> {
    const { records } = document
    const slices = new Slices('unhurried')
    await records.advance(slices)
    const { records: changed, state } = records.takeChanged()
    await this.#options.projector.index(records, changed.get('products') ?? [], slices)
    if (this.#projects && changed.size > 0) {
      await this.#options.projector.project(name, records, changed, state, this.#first)
    }
  }

  async #acknowledge(name: string, document: OpenDocument, mark: number): Promise<void> {
    if (this.#documents.get(name) !== document) return
    document.acknowledged = Math.max(document.acknowledged, mark)
    document.inherited = 0
    this.#options.onEdits()
    await this.#keepEdits(name, document)
  }

  async #keepEdits(name: string, document: OpenDocument): Promise<void> {
    const value = document.inherited + document.edits - document.acknowledged
    await this.#options.database.meta.put({ key: `unsyncedEdits:${name}`, value })
  }
}
