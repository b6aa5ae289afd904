import { CLOSE, FIRST_EPOCH, mustFetchAnew } from '@evertill/crdt-model'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { documentDatabaseName, type Workplace } from '../local/workplace.ts'
import { DurableProvider, type Refusal } from './durable-provider.ts'
import type { DocumentStatus } from './protocol.ts'
import type { SocketClass } from './sync-url.ts'

export interface DocumentReplicaOptions {
  readonly workplace: Workplace
  readonly name: string
  /** Which copy of the document on this device: see `DocumentCopy`. */
  readonly generation: number
  readonly relayUrl: string
  /** Where the document stands now, a number that never falls: see `DurableProvider`. */
  readonly mark: () => number
  readonly onAcknowledged: (mark: number, through: number) => void
  /** Where its sockets come from: one that all documents of the device share. */
  readonly Socket: SocketClass
  /** Its connection or its being whole changed. */
  readonly onChange: () => void
  /** A copy kept elsewhere, asked for when the browser's store of the document is empty. */
  readonly spare?: () => Promise<Uint8Array | null>
}

/** Where the copy's epoch stands beside its content. */
const EPOCH_KEY = 'epoch'

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
  #waiting: (() => void)[] = []
  /** The epoch that the copy's content is of; null while nothing of the relay's is in it. */
  #epoch: number | null = null

  constructor(options: DocumentReplicaOptions) {
    this.name = options.name
    this.#options = options
    this.#persistence = new IndexeddbPersistence(this.#databaseName, this.doc)
    this.loaded = Promise.race([this.#persistence.whenSynced, rejection(this.#persistence._db)])
      .then(() => this.#takeSpare())
      .then(() => this.#readEpoch())
  }

  /** Begins to sync with the relay. Only when `loaded`, or the relay would send everything again. */
  connect(): void {
    if (this.#provider) return
    const { workplace, name, relayUrl, mark, onAcknowledged, onChange, Socket } = this.#options
    this.#provider = new DurableProvider({
      relayUrl,
      document: name,
      doc: this.doc,
      actAs: workplace.kind === 'till' ? 'device' : 'user',
      mark,
      onAcknowledged,
      meetEpoch: epoch => this.#meetEpoch(epoch),
      onChange: () => {
        if (this.wasWhole || this.isOfFormerEpoch) for (const go of this.#waiting.splice(0)) go()
        onChange()
      },
      // A till's documents are open in one worker only; an office may be open in several tabs.
      crossTab: workplace.kind === 'office' ? this.#databaseName : null,
      Socket,
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

  /** Begins a new connection, on which the relay says anew what of this document it has committed. */
  again(): void {
    this.#provider?.again()
  }

  /** Comes back after a refusal that was not for what this copy holds: what it was for is mended. */
  retry(): void {
    if (!this.isCopyRefused) this.#provider?.retry()
  }

  /** Whether the relay refused what this copy holds: it would again. SPEC W5. */
  get isCopyRefused(): boolean {
    return this.refusal !== null && mustFetchAnew(this.refusal.closeCode)
  }

  /** Whether the document was begun again since this copy was fetched. SPEC W9. */
  get isOfFormerEpoch(): boolean {
    return this.refusal?.closeCode === CLOSE.formerEpoch
  }

  get connected(): boolean {
    return this.#provider?.connected ?? false
  }

  get refusal(): Refusal | null {
    return this.#provider?.refusal ?? null
  }

  /** Resolves when everything the relay had has been here, which takes as long as the relay is away. */
  async whenWhole(): Promise<void> {
    while (!this.wasWhole) await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  /** Resolves when it is whole, or will never be: what is here is of a former epoch. @returns whether it is whole */
  async whenFetched(): Promise<boolean> {
    while (!this.wasWhole && !this.isOfFormerEpoch)
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    return !this.isOfFormerEpoch
  }

  /** Whether everything the relay had has been here at least once since the start, or in the copy kept elsewhere. */
  get wasWhole(): boolean {
    this.#wasWhole ||= this.#provider?.whole ?? false
    return this.#wasWhole
  }

  status(): DocumentStatus {
    return {
      name: this.name,
      connected: this.connected,
      synced: this.#provider?.synced ?? false,
      // Fetching anew what was begun again is nobody's concern.
      refused: this.isCopyRefused && !this.isOfFormerEpoch ? this.refusal?.code || 'other' : null,
    }
  }

  get #databaseName(): string {
    const { workplace, name, generation } = this.#options
    return documentDatabaseName(workplace, name, generation)
  }

  /** What is here without a note of its epoch is of the first: copies are older than epochs. */
  async #readEpoch(): Promise<void> {
    const noted: unknown = await this.#persistence.get(EPOCH_KEY)
    if (this.#isEmpty) return
    this.#epoch = typeof noted === 'number' ? noted : FIRST_EPOCH
  }

  /**
   * @returns whether the copy goes on. Of an epoch before its own it does: the relay was set back, and is offered what
   * it lacks.
   */
  #meetEpoch(epoch: number): boolean {
    if (this.#epoch !== null && !this.#isEmpty) return epoch <= this.#epoch
    this.#epoch = epoch
    // Before anything of it can come. Not written, the copy passes for one of the first epoch, and is fetched once more.
    this.#persistence.set(EPOCH_KEY, epoch).catch(() => undefined)
    return true
  }

  get #isEmpty(): boolean {
    return this.doc.store.clients.size === 0
  }

  async #takeSpare(): Promise<void> {
    const { spare } = this.#options
    if (!spare || !this.#isEmpty) return
    const update = await spare()
    if (!update) return
    Y.applyUpdate(this.doc, update, this)
    this.#wasWhole = true
  }

  /** Lets go of it for good: nothing of it is left on this device. */
  async discard(): Promise<void> {
    this.#provider?.destroy()
    this.#provider = null
    await this.#persistence.clearData().catch(() => undefined)
    this.doc.destroy()
  }

  async destroy(): Promise<void> {
    this.#provider?.destroy()
    this.#provider = null
    await this.#persistence.destroy().catch(() => undefined)
    this.doc.destroy()
  }
}

/** A copy of a document as this device stored it, to be read only. */
export async function readStoredCopy(workplace: Workplace, name: string, generation: number): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const persistence = new IndexeddbPersistence(documentDatabaseName(workplace, name, generation), doc)
  await Promise.race([persistence.whenSynced, rejection(persistence._db)])
  await persistence.destroy()
  return doc
}

/** Never resolves; rejects when the promise does. */
function rejection(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => promise.catch(reject))
}
