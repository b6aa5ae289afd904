import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { documentDatabaseName, type Workplace } from '../local/workplace.ts'
import { DurableProvider, type Refusal } from './durable-provider.ts'
import type { DocumentStatus } from './protocol.ts'

export interface DocumentReplicaOptions {
  readonly workplace: Workplace
  readonly name: string
  readonly relayUrl: string
  /** Where the document stands now, a number that never falls: see `DurableProvider`. */
  readonly mark: () => number
  readonly onAcknowledged: (mark: number) => void
  /** Its connection or its being whole changed. */
  readonly onChange: () => void
}

/**
 * One document on this device: Yjs in memory, y-indexeddb on disk, and a provider to the relay once it is connected.
 * Each start has a `Y.Doc` of its own, and so a Yjs client id that no other ever had.
 */
export class DocumentReplica {
  readonly name: string
  readonly doc = new Y.Doc()
  /** What the device has of it is in `doc`. Rejects when the browser does not open its store. */
  readonly loaded: Promise<void>
  readonly #options: DocumentReplicaOptions
  readonly #persistence: IndexeddbPersistence
  #provider: DurableProvider | null = null
  #wasWhole = false

  constructor(options: DocumentReplicaOptions) {
    this.name = options.name
    this.#options = options
    this.#persistence = new IndexeddbPersistence(
      documentDatabaseName(options.workplace, options.name),
      this.doc,
    )
    this.loaded = Promise.race([this.#persistence.whenSynced, rejection(this.#persistence._db)]).then(
      () => undefined,
    )
  }

  /** Begins to sync with the relay. Only when `loaded`, or the relay would send everything again. */
  connect(): void {
    if (this.#provider) return
    const { workplace, name, relayUrl, mark, onAcknowledged, onChange } = this.#options
    this.#provider = new DurableProvider({
      relayUrl,
      document: name,
      doc: this.doc,
      actAs: workplace.kind === 'till' ? 'device' : 'user',
      mark,
      onAcknowledged,
      onChange,
      // A till's documents are open in one worker only; an office may be open in several tabs.
      crossTab: workplace.kind === 'office',
      random: Math.random,
    })
  }

  /** Resolves when every change made so far is in the browser's store. */
  async flush(): Promise<void> {
    const database = await this.#persistence._db
    // A transaction on the same store starts only after the ones before it have ended.
    const transaction = database.transaction('updates', 'readonly')
    transaction.objectStore('updates').getKey(0)
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  }

  /** Tries to connect at once: the network is back. */
  hurry(): void {
    this.#provider?.hurry()
  }

  /** Comes back after a refusal: what it was refused for is mended. */
  retry(): void {
    this.#provider?.retry()
  }

  get connected(): boolean {
    return this.#provider?.connected ?? false
  }

  get refusal(): Refusal | null {
    return this.#provider?.refusal ?? null
  }

  /** Whether everything the relay had has been here at least once since the start. */
  get wasWhole(): boolean {
    this.#wasWhole ||= this.#provider?.whole ?? false
    return this.#wasWhole
  }

  status(): DocumentStatus {
    return { name: this.name, connected: this.connected, synced: this.#provider?.synced ?? false }
  }

  async destroy(): Promise<void> {
    this.#provider?.destroy()
    this.#provider = null
    await this.#persistence.destroy().catch(() => undefined)
    this.doc.destroy()
  }
}

/** Never resolves; rejects when the promise does. */
function rejection(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => promise.catch(reject))
}
