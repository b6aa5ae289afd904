import {
  type BusinessDay,
  type CompletedSale,
  checkPayingSale,
  completeSale,
  type JournalEvent,
  type JournalHead,
  type JournalSigner,
  nextBusinessDay,
  type PayingSale,
  type PersonId,
  type PricingContext,
  parseBusinessDay,
  type SealedEntry,
  saleEventOf,
  saleMoves,
  sealEntry,
} from '@evertill/crdt-model'
import type { JournalRow, LocalDatabase, StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { makeReceipt } from './make-receipt.ts'
import type { CompleteSaleResult } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

export interface JournalWriterOptions {
  /** With strict durability. */
  readonly database: LocalDatabase
  readonly workplace: TillWorkplace
  readonly signer: JournalSigner
  readonly head: JournalHead
  /** The day of the last entry, or null when there is none. */
  readonly lastDay: BusinessDay | null
  /** This worker's name in the database: another name there means that the till was taken over. */
  readonly writer: string
  /** The entry is in the database: called before anybody is told that it is done. */
  readonly onCommitted: (row: JournalRow) => void
  readonly clock: () => { readonly at: number; readonly offsetMinutes: number }
}

/** What a sale is checked and written with. */
export interface SaleSurroundings {
  readonly store: StoreRow
  readonly pricing: PricingContext
  readonly operator: { readonly person: PersonId; readonly name: string }
}

/** Thrown inside the transaction: rolls it back. */
class TakenOver extends Error {}

/**
 * The till's journal: entries one after the other, each in one database transaction together with the new head.
 * Needs nothing but the database: no document, no network.
 */
export class JournalWriter {
  readonly #options: JournalWriterOptions
  readonly #queue = new SerialQueue()
  #head: JournalHead
  #lastDay: BusinessDay | null
  #stopped = false

  constructor(options: JournalWriterOptions) {
    this.#options = options
    this.#head = options.head
    this.#lastDay = options.lastDay
  }

  get head(): JournalHead {
    return this.#head
  }

  /** Checks, seals and stores a sale. The same sale asked for again gives the receipt it had. */
  completeSale(
    sale: PayingSale,
    surroundings: () => Promise<SaleSurroundings | null>,
  ): Promise<CompleteSaleResult> {
    return this.#queue.run(async () => {
      if (this.#stopped) return { kind: 'taken-over' }
      const [before, around] = await Promise.all([
        this.#options.database.journal.where('sale').equals(sale.id).first(),
        surroundings(),
      ])
      if (before?.receipt) return { kind: 'completed', receipt: before.receipt }
      if (!around) return { kind: 'not-signed-in' }
      const checked = checkPayingSale(sale, around.pricing)
      const completed = checked.ok ? completeSale(checked.sale) : checked
      if (!completed.ok) return { kind: 'refused', refusal: completed.refusal }
      return this.#writeSale(completed.sale, around)
    })
  }

  /** Journals that somebody signed in or out. Rejects when the till was taken over or the device cannot store it. */
  recordSession(kind: 'sign-in' | 'sign-out', operator: PersonId): Promise<void> {
    return this.#queue.run(async () => {
      const { sealed, day } = await this.#seal({ kind }, operator)
      await this.#commit(rowOf(sealed, day, { sale: '', receipt: null }), null)
    })
  }

  /** Lets what is under way end; nothing is written afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#queue.idle()
  }

  async #writeSale(sale: CompletedSale, around: SaleSurroundings): Promise<CompleteSaleResult> {
    try {
      const { sealed, day } = await this.#seal(saleEventOf(sale), around.operator.person)
      const { workplace } = this.#options
      const receipt = makeReceipt(sale, {
        sealed,
        workplace,
        store: around.store,
        operator: around.operator.name,
      })
      await this.#commit(rowOf(sealed, day, { sale: sale.id, receipt }), sale.id)
      return { kind: 'completed', receipt }
    } catch (error) {
      if (error instanceof TakenOver) return { kind: 'taken-over' }
      return { kind: 'storage-failed', message: error instanceof Error ? error.message : String(error) }
    }
  }

  async #seal(event: JournalEvent, operator: PersonId): Promise<{ sealed: SealedEntry; day: BusinessDay }> {
    const { at, offsetMinutes } = this.#options.clock()
    const day = nextBusinessDay(this.#lastDay, at, offsetMinutes)
    const sealed = await sealEntry(this.#head, { at, offsetMinutes, operator, event }, this.#options.signer)
    return { sealed, day }
  }

  async #commit(row: JournalRow, draft: string | null): Promise<void> {
    const { database, onCommitted } = this.#options
    if (this.#stopped) throw new TakenOver('this till is used in another tab')
    const head: JournalHead = { epoch: row.epoch, number: row.number, hash: row.hash }
    try {
      await database.transaction('rw', database.meta, database.journal, database.drafts, async () => {
        await this.#assertStillOurs()
        await Promise.all([
          database.journal.add(row),
          database.meta.put({ key: 'head', value: head }),
          draft === null ? undefined : database.drafts.delete(draft),
        ])
      })
    } catch (error) {
      throw unwrapped(error)
    }
    this.#head = head
    this.#lastDay = parseBusinessDay(row.day) ?? this.#lastDay
    onCommitted(row)
  }

  /** Inside the transaction: a worker that was frozen while another took the till over must not write. */
  async #assertStillOurs(): Promise<void> {
    const [writer, head] = await this.#options.database.meta.bulkGet(['writer', 'head'])
    const isWriter = writer?.key === 'writer' && writer.value === this.#options.writer
    const isHead = head?.key === 'head' && head.value.number === this.#head.number
    if (isWriter && isHead) return
    this.#stopped = true
    throw new TakenOver('this till is used in another tab')
  }
}

function rowOf(
  sealed: SealedEntry,
  day: BusinessDay,
  about: { readonly sale: string; readonly receipt: Receipt | null },
): JournalRow {
  const { entry, bytes, hash } = sealed
  return {
    epoch: entry.epoch,
    number: entry.number,
    day,
    at: entry.at,
    kind: entry.event.kind,
    bytes,
    hash,
    sale: about.sale,
    receipt: about.receipt,
    moves: entry.event.kind === 'sale' ? saleMoves(entry.event) : [],
    acknowledged: 0,
  }
}

/** Dexie wraps what a transaction threw when it was not one of its own errors. */
function unwrapped(error: unknown): unknown {
  if (error instanceof TakenOver) return error
  const inner = error instanceof Error && 'inner' in error ? error.inner : undefined
  return inner instanceof TakenOver ? inner : error
}

/** The state of a till's journal after its last row. */
export function headOfRow(row: JournalRow): JournalHead {
  return { epoch: row.epoch, number: row.number, hash: row.hash }
}
