import * as Y from 'yjs'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import type { DocumentStore, StoredDocument } from './document-store.ts'
import { JoinedRuns, type UpdateRun } from './guard/update-run.ts'
import { loadDocument } from './load-document.ts'

/** Where an update comes from, as Yjs' transaction origin. */
const RELAY = Symbol('relay')

/** Structs that wait to be applied, about: a millisecond's work. */
const ACCEPTED_STRUCTS = 500

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
  /** What was accepted could not be applied: the document is unloaded and must be loaded afresh. */
  readonly broke: (error: unknown) => void
}

/** A document in memory: what the store holds and what is on its way there. */
export class RoomDocument {
  readonly #options: RoomDocumentOptions
  #doc: Y.Doc | undefined
  #loading: Promise<Y.Doc> | undefined
  #emitted: Uint8Array[] = []
  /** What other relays committed while the document was being loaded: the load may have missed it. */
  #meanwhile: Uint8Array[] = []
  /**
   * Accepted, and not applied yet: applied together before anybody looks at the document, which costs a tenth of
   * applying each by itself.
   */
  #accepted: JoinedRuns | undefined

  constructor(options: RoomDocumentOptions) {
    this.#options = options
  }

  get isLoaded(): boolean {
    return this.#doc !== undefined
  }

  /** The document, while it is loaded. */
  get doc(): Y.Doc | undefined {
    this.#applyAccepted()
    return this.#doc
  }

  /** Takes a run of an update if it starts where the loaded document ends. @returns whether it does */
  accept(run: UpdateRun, update: Uint8Array): boolean {
    const accepted = this.#accepted
    if (accepted?.takes(run)) accepted.add(run, update)
    else {
      const { doc } = this
      if (doc === undefined || Y.getState(doc.store, run.client) !== run.from) return false
      this.#accepted = new JoinedRuns()
      this.#accepted.add(run, update)
    }
    if ((this.#accepted?.structCount ?? 0) >= ACCEPTED_STRUCTS) this.#applyAccepted()
    return true
  }

  get isLoading(): boolean {
    return this.#loading !== undefined
  }

  /** The loaded document; those who ask while it is loaded share one load. Rejects as the store does. */
  whenLoaded(): Promise<Y.Doc> {
    const { doc } = this
    if (doc !== undefined) return Promise.resolve(doc)
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
    this.#applyAccepted()
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
    const { doc } = this
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
    this.#applyAccepted()
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
    this.#accepted = undefined
  }

  #applyAccepted(): void {
    const accepted = this.#accepted
    const doc = this.#doc
    if (accepted === undefined || doc === undefined) return
    this.#accepted = undefined
    try {
      Y.applyUpdate(doc, accepted.toUpdate())
    } catch (error) {
      this.unload()
      this.#options.broke(error)
    } finally {
      this.#emitted = []
    }
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
