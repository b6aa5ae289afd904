import { type RefusalCode, type ReplicaId, toId } from '@evertill/crdt-model'
import type { DocumentCopy, LocalDatabase } from '../local/database.ts'

/** A copy that is refused again so soon is not fetched anew by itself: it would only go round and round. */
const RENEW_AFTER_MS = 10 * 60_000
/** The refusal that is for no fault of the copy. */
const FORMER_EPOCH: RefusalCode = 'formerEpoch'
/** Replicas remembered: of a browser that is reloaded twenty times a day, those of three months. */
const MOST_REPLICAS = 2000

/**
 * Which copy of each document this device works with. A copy that the relay refused is left as it lies in its own
 * database, the document is fetched into another, and the numbers of both are kept here.
 */
export class DocumentCopies {
  readonly #database: LocalDatabase
  readonly #copies = new Map<string, DocumentCopy>()
  #notedReplica: ReplicaId | undefined

  constructor(database: LocalDatabase) {
    this.#database = database
  }

  /** To be called before any document is opened. */
  async load(): Promise<void> {
    const rows = await this.#database.meta.where('key').startsWith('copy:').toArray()
    for (const row of rows) {
      if (isCopy(row)) this.#copies.set(row.key.slice('copy:'.length), row.value)
    }
  }

  generationOf(document: string): number {
    return this.#copies.get(document)?.generation ?? 1
  }

  /** Whether own entries of the copy before are still to be written again. */
  isPending(document: string): boolean {
    return this.#copies.get(document)?.pending ?? false
  }

  mayRenew(document: string, now: number): boolean {
    const copy = this.#copies.get(document)
    // That a document was begun again says nothing of its copies.
    return copy === undefined || copy.code === FORMER_EPOCH || now - copy.at > RENEW_AFTER_MS
  }

  /** The copies, oldest first, of which the present one is still to be given what is this device's own. */
  pendingGenerations(document: string): readonly number[] {
    const copy = this.#copies.get(document)
    if (!copy?.pending) return []
    return copy.before ?? [copy.generation - 1]
  }

  /** From the next start on this device works with another copy: the next, unless said otherwise. */
  async renewed(
    document: string,
    code: string,
    now: number,
    generation = this.generationOf(document) + 1,
  ): Promise<void> {
    const before = [...this.pendingGenerations(document), this.generationOf(document)]
    await this.#put(document, { generation, before, code, at: now, pending: true })
  }

  /** Everything own of the copies before is in this one, the present one unless another has taken its place. */
  async settled(document: string, generation = this.generationOf(document)): Promise<void> {
    const copy = this.#copies.get(document)
    if (copy?.pending && copy.generation === generation)
      await this.#put(document, { ...copy, pending: false })
  }

  /** Notes who writes here, before it writes for the first time: its entries are this device's own for ever. */
  async noteReplica(replica: ReplicaId): Promise<void> {
    if (this.#notedReplica === replica) return
    const { meta } = this.#database
    await this.#database.transaction('rw', meta, async () => {
      const known = await this.#replicas()
      if (known.includes(replica)) return
      await meta.put({ key: 'ownReplicas', value: [...known, replica].slice(-MOST_REPLICAS) })
    })
    this.#notedReplica = replica
  }

  /** All replicas that ever wrote here before. */
  async ownReplicas(): Promise<Set<string>> {
    return new Set(await this.#replicas())
  }

  /** The replica that writes here in this run, once it has. */
  get presentReplica(): ReplicaId | undefined {
    return this.#notedReplica
  }

  async #replicas(): Promise<ReplicaId[]> {
    const row = await this.#database.meta.get('ownReplicas')
    return row?.key === 'ownReplicas' ? row.value.map(replica => toId<ReplicaId>(replica)) : []
  }

  async #put(document: string, copy: DocumentCopy): Promise<void> {
    this.#copies.set(document, copy)
    await this.#database.meta.put({ key: `copy:${document}`, value: copy })
  }
}

function isCopy(row: { readonly key: string }): row is { key: `copy:${string}`; value: DocumentCopy } {
  return row.key.startsWith('copy:')
}
