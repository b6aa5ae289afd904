import * as Y from 'yjs'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import type { DocumentStore, StoredDocument } from './document-store.ts'
import { loadDocument } from './load-document.ts'

/** Where an update comes from, as Yjs' transaction origin. */
const RELAY = Symbol('relay')

export interface RoomDocumentOptions {
  readonly name: string
  readonly store: DocumentStore
  readonly runner: Pick<CompactionRunner, 'cut'>
  /** What no commit holds yet. */
  readonly uncommitted: () => readonly Uint8Array[]
  readonly opened: (stored: StoredDocument) => void
  readonly failed: (error: unknown) => void
  /** A load is over, well or not. */
  readonly settled: () => void
}

/** A document in memory: what the store holds and what is on its way there. */
export class RoomDocument {
  readonly #options: RoomDocumentOptions
  #doc: Y.Doc | undefined
  #loading: Promise<Y.Doc> | undefined
  #emitted: Uint8Array[] = []
  /** What other relays committed while the document was being loaded: the load may have missed it. */
  #meanwhile: Uint8Array[] = []

  constructor(options: RoomDocumentOptions) {
    this.#options = options
  }

  /** The document, while it is loaded. */
  get doc(): Y.Doc | undefined {
    return this.#doc
  }

  get isLoading(): boolean {
    return this.#loading !== undefined
  }

  /** The loaded document; those who ask while it is loaded share one load. Rejects as the store does. */
  whenLoaded(): Promise<Y.Doc> {
    if (this.#doc !== undefined) return Promise.resolve(this.#doc)
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
      this.#options.settled()
    })
    return this.#loading
  }

  /**
   * Applies a client's update to the loaded document.
   * @returns what it changed, as Yjs writes it.
   * @throws whatever Yjs throws; it may have applied half of it, so the document must be unloaded then.
   */
  apply(doc: Y.Doc, update: Uint8Array): Uint8Array[] {
    this.#emitted = []
    try {
      Y.applyUpdate(doc, update)
      return this.#emitted
    } finally {
      this.#emitted = []
    }
  }

  /**
   * Takes what is committed already: what another relay brought, or what the store has. A document that is not loaded
   * needs none of it.
   * @param pass gets what was new in it.
   */
  takeCommitted(updates: readonly Uint8Array[], pass: (update: Uint8Array) => void): void {
    if (this.#loading !== undefined) this.#meanwhile.push(...updates)
    const doc = this.#doc
    if (doc === undefined) return
    this.#emitted = []
    try {
      doc.transact(() => {
        for (const update of updates) Y.applyUpdate(doc, update)
      })
    } finally {
      const emitted = this.#emitted
      this.#emitted = []
      for (const update of emitted) pass(update)
    }
  }

  /** Edits the loaded document. `emit` gets each change, also of an edit that threw half-way: it is in the document. */
  change(doc: Y.Doc, work: (doc: Y.Doc) => void, emit: (update: Uint8Array) => void): void {
    this.#emitted = []
    try {
      doc.transact(() => work(doc), RELAY)
    } finally {
      const emitted = this.#emitted
      this.#emitted = []
      for (const update of emitted) emit(update)
    }
  }

  unload(): void {
    this.#doc?.destroy()
    this.#doc = undefined
  }

  async #load(): Promise<Y.Doc> {
    const { name, store, runner, uncommitted, opened, failed } = this.#options
    // Taken first: what is committed while the store is read may be missing from what is read.
    const held = uncommitted()
    this.#meanwhile = []
    try {
      const stored = await store.load(name)
      const doc = await loadDocument(stored, runner)
      doc.transact(() => {
        for (const update of [...held, ...this.#meanwhile]) Y.applyUpdate(doc, update)
      })
      doc.on('update', update => this.#emitted.push(update))
      // Throws when this is another epoch than the one that what is held belongs to.
      opened(stored)
      this.#doc = doc
      return doc
    } catch (error) {
      failed(error)
      throw error
    } finally {
      this.#meanwhile = []
    }
  }
}
