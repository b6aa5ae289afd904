import {
  type BusinessDay,
  type CompletedSale,
  checkPayingSale,
  completeSale,
  eventMoves,
  type JournalEvent,
  type JournalHead,
  type JournalSigner,
  momentOf,
  nextBusinessDay,
  type PayingSale,
  type PersonId,
  type PricingContext,
  parseBusinessDay,
  type SealedEntry,
  saleEventOf,
  sealEntry,
} from '@evertill/crdt-model'
import type { JournalRow, LocalDatabase, StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { makeReceipt } from './make-receipt.ts'
import { printJobsOfSale } from './print-jobs.ts'
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

/** Thrown inside the transaction: the sale has its receipt already. */
class AlreadyCompleted extends Error {
  readonly receipt: Receipt

  constructor(receipt: Receipt) {
    super('this sale is completed')
    this.receipt = receipt
  }
}

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
      const around = await surroundings()
      if (!around) return this.#unless(sale.id, { kind: 'not-signed-in' })
      const { at, offsetMinutes } = this.#options.clock()
      const checked = checkPayingSale(sale, { ...around.pricing, moment: momentOf(at, offsetMinutes) })
      const completed = checked.ok ? completeSale(checked.sale) : checked
      if (!completed.ok) return this.#unless(sale.id, { kind: 'refused', refusal: completed.refusal })
      return this.#writeSale(completed.sale, around)
    })
  }

  /** What is refused now may have been completed before: then it has its receipt. */
  async #unless(sale: string, refused: CompleteSaleResult): Promise<CompleteSaleResult> {
    const before = await this.#options.database.journal.where('sale').equals(sale).first()
    return before?.receipt ? { kind: 'completed', receipt: before.receipt } : refused
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
      if (error instanceof AlreadyCompleted) return { kind: 'completed', receipt: error.receipt }
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
      const { meta, journal, drafts, printJobs } = database
      // All asked at once: each answer that is waited for costs a sale a millisecond. What throws undoes it all.
      await database.transaction('rw', [meta, journal, drafts, printJobs], () =>
        Promise.all([
          this.#assertStillOurs(),
          this.#assertNotCompleted(row.sale),
          this.#addPrintJobs(row),
          database.journal.add(row),
          database.meta.put({ key: 'head', value: head }),
          draft === null ? undefined : database.drafts.delete(draft),
        ]),
      )
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

  /** Inside the transaction: what the sale prints by itself stands beside it, or neither does. */
  async #addPrintJobs(row: JournalRow): Promise<void> {
    if (row.receipt === null) return
    const { meta, printJobs } = this.#options.database
    const printer = await meta.get('printer')
    if (printer?.key !== 'printer') return
    await printJobs.bulkAdd(printJobsOfSale(printer.value, row.receipt, row.at))
  }

  /** Inside the transaction, and asked before the entry is added to it. */
  async #assertNotCompleted(sale: string): Promise<void> {
    if (sale === '') return
    const before = await this.#options.database.journal.where('sale').equals(sale).first()
    if (before?.receipt) throw new AlreadyCompleted(before.receipt)
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
    moves: eventMoves(entry.event),
    acknowledged: 0,
  }
}

/** Dexie wraps what a transaction threw when it was not one of its own errors. */
function unwrapped(error: unknown): unknown {
  const inner = error instanceof Error && 'inner' in error ? error.inner : undefined
  return inner instanceof TakenOver || inner instanceof AlreadyCompleted ? inner : error
}
