import {
  type AccountId,
  accountMoves,
  type BusinessDay,
  checkPayingSale,
  completeSale,
  couponsOf,
  type ExchangeEvent,
  eventMoves,
  type JournalEvent,
  type JournalHead,
  type JournalSigner,
  momentInStore,
  nextBusinessDay,
  type PayingSale,
  type PersonId,
  type PricingContext,
  parseBusinessDay,
  type SaleEvent,
  type SaleRefusal,
  type SealedEntry,
  saleEventOf,
  sealEntry,
} from '@evertill/crdt-model'
import type { JournalRow, LocalDatabase, StoreRow } from '../local/database.ts'
import { type KitchenTicket, kitchenLinesOf } from '../local/kitchen-ticket.ts'
import type { HardwareSetup } from '../local/printing.ts'
import type { Receipt, ReceiptPurpose } from '../local/receipt.ts'
import { linkOfEntry } from '../local/receipt-link.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { kitchenJobsOf } from './kitchen-jobs.ts'
import { makeReceipt } from './make-receipt.ts'
import { opensDrawer, printJobsOf } from './print-jobs.ts'
import type { CompleteSaleResult, DrawerChoice, RecordResult } from './protocol.ts'
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
  /** What the links of receipts begin with. */
  readonly linkOrigin: () => string
  /** Whether people only practise: then what is done is checked as ever, answered as ever, and written nowhere. */
  readonly isTraining: () => boolean
  /** The entry is in the database: called before anybody is told that it is done. */
  readonly onCommitted: (row: JournalRow) => void
  readonly clock: () => { readonly at: number; readonly offsetMinutes: number }
}

/** What a sale is checked and written with. */
export interface SaleSurroundings {
  readonly store: StoreRow
  readonly pricing: PricingContext
  readonly operator: { readonly person: PersonId; readonly name: string }
  /** Why the operator may not complete this sale, or undefined. */
  readonly judge: (sale: PayingSale) => Promise<SaleRefusal | undefined>
  /** What is on the accounts that it moves money on, where it is known. */
  readonly balances?: ReadonlyMap<AccountId, number>
  /** The name that the sale was parked under, where it has one. */
  readonly label?: string
  /** Where goods that come back pay for it. */
  readonly exchange?: ExchangeSurroundings
}

/** Makes an exchange of a sale. */
export interface ExchangeSurroundings {
  /** Undefined when what comes back and what is bought do not pay each other. SPEC X6. */
  readonly eventOf: (sale: SaleEvent) => ExchangeEvent | undefined
  readonly purposeOf: (event: ExchangeEvent) => ReceiptPurpose
}

/** Thrown inside the transaction: rolls it back. */
class TakenOver extends Error {}

/** Thrown inside the transaction: this was journaled before. */
class AlreadyWritten extends Error {
  readonly row: JournalRow

  constructor(row: JournalRow) {
    super('this is journaled already')
    this.row = row
  }
}

/** What is to be journaled, or why it may not be. */
export type Made<Refusal> =
  | { readonly ok: true; readonly event: JournalEvent; readonly receipt?: ReceiptMaker }
  | { readonly ok: false; readonly refusal: Refusal }

type ReceiptMaker = (sealed: SealedEntry) => Receipt

/** What belongs to an entry beside its event. */
interface AboutEntry {
  /** Names what is done; empty for what may be done again and again. */
  readonly key: string
  readonly receipt: ReceiptMaker | null
  /** The drawer that it opens, where that is not the usual one. */
  readonly drawer?: DrawerChoice | undefined
  /** Of a sale: what its goods are to the kitchen. */
  readonly kitchen?: Pick<KitchenTicket, 'lines' | 'label'>
  /** Written into `meta` in the entry's own transaction. */
  readonly mark?: (() => Promise<void>) | undefined
}

const NOTHING_ABOUT: AboutEntry = { key: '', receipt: null }

/** What stands where a receipt has its number. */
const TRAINING_NUMBER = 'TRAINING'

type Written =
  | { readonly kind: 'written'; readonly row: JournalRow }
  | { readonly kind: 'taken-over' }
  | { readonly kind: 'storage-failed'; readonly message: string }

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
      const moment = momentInStore(at, around.pricing.timeZone, offsetMinutes)
      const checked = checkPayingSale(sale, { ...around.pricing, moment })
      const completed = checked.ok ? completeSale(checked.sale) : checked
      if (!completed.ok) return this.#unless(sale.id, { kind: 'refused', refusal: completed.refusal })
      const forbidden = await around.judge(sale)
      if (forbidden) return this.#unless(sale.id, { kind: 'refused', refusal: forbidden })
      const { workplace } = this.#options
      const receipt = (sealed: SealedEntry) =>
        makeReceipt(completed.sale, {
          sealed,
          workplace,
          store: around.store,
          operator: around.operator.name,
          ...(exchanged && around.exchange && { purpose: around.exchange.purposeOf(exchanged) }),
          promotions: around.pricing.promotions ?? [],
          ...(around.balances && { balances: around.balances }),
        })
      const sold = saleEventOf(completed.sale)
      const exchanged = around.exchange?.eventOf(sold)
      if (around.exchange && !exchanged)
        return this.#unless(sale.id, {
          kind: 'refused',
          refusal: { code: 'tender-not-taken', kind: 'exchange' },
        })
      const event = exchanged ?? sold
      const kitchen = { lines: kitchenLinesOf(completed.sale.lines), label: around.label ?? '' }
      const written = await this.#write(event, around.operator.person, { key: sale.id, receipt, kitchen })
      if (written.kind !== 'written') return written
      const { row } = written
      return row.receipt
        ? { kind: 'completed', receipt: row.receipt }
        : { kind: 'storage-failed', message: 'the receipt is missing' }
    })
  }

  /** What is refused now may have been completed before: then it has its receipt. */
  async #unless(sale: string, refused: CompleteSaleResult): Promise<CompleteSaleResult> {
    const before = await this.#options.database.journal.where('sale').equals(sale).first()
    return before?.receipt ? { kind: 'completed', receipt: before.receipt } : refused
  }

  /**
   * Journals something other than a sale. It is made when its turn has come, so it stands on everything that was
   * written before it; a refusal writes nothing. The same key asked for again gives the entry it had.
   * @param key names what is done, as a sale's id does; empty for what may be done again and again
   * @param drawer the one it opens, where that is not the usual one
   */
  record<Refusal>(
    operator: PersonId | null,
    key: string,
    make: () => Promise<Made<Refusal>> | Made<Refusal>,
    drawer?: DrawerChoice,
  ): Promise<RecordResult<Refusal>> {
    return this.#queue.run(async () => {
      if (this.#stopped) return { kind: 'taken-over' }
      const before = key === '' ? undefined : await this.#writtenAs(key)
      if (before) return recorded(before)
      const made = await make()
      if (!made.ok) return { kind: 'refused', refusal: made.refusal }
      const written = await this.#write(made.event, operator, {
        key,
        receipt: made.receipt ?? null,
        drawer,
      })
      return written.kind === 'written' ? recorded(written.row) : written
    })
  }

  /** Journals that somebody signed in or out. Rejects when the till was taken over or the device cannot store it. */
  recordSession(kind: 'sign-in' | 'sign-out', operator: PersonId): Promise<void> {
    return this.#queue.run(async () => {
      const { sealed, day } = await this.#seal({ kind }, operator)
      await this.#commit(rowOf(sealed, day, { key: '', receipt: null }))
    })
  }

  /** Journals that training begins or ends, in one transaction with the mark that says whether it is on. SPEC O7. */
  recordTraining(operator: PersonId, step: 'begin' | 'end'): Promise<RecordResult<never>> {
    const { meta } = this.#options.database
    const mark = async () => {
      if (step === 'begin') await meta.put({ key: 'training', value: true })
      else await meta.delete('training')
    }
    return this.#queue.run(async () => {
      if (this.#stopped) return { kind: 'taken-over' }
      const written = await this.#store({ kind: 'training', step }, operator, { ...NOTHING_ABOUT, mark })
      return written.kind === 'written' ? recorded(written.row) : written
    })
  }

  /** Lets what is under way end; nothing is written afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#queue.idle()
  }

  async #write(event: JournalEvent, operator: PersonId | null, about: AboutEntry): Promise<Written> {
    return this.#options.isTraining()
      ? this.#rehearse(event, operator, about)
      : this.#store(event, operator, about)
  }

  /** What would have been written; nothing is but the slip that says so. */
  async #rehearse(event: JournalEvent, operator: PersonId | null, about: AboutEntry): Promise<Written> {
    const { at, offsetMinutes } = this.#options.clock()
    const day = nextBusinessDay(this.#lastDay, at, offsetMinutes)
    const nothing = new Uint8Array()
    const entry = { epoch: 0, number: 0, at, offsetMinutes, operator, previous: nothing, event }
    const sealed: SealedEntry = { entry, bytes: nothing, hash: nothing }
    const receipt = about.receipt?.(sealed) ?? null
    const slip = receipt && { ...receipt, number: TRAINING_NUMBER, proof: '', training: true as const }
    const row = rowOf(sealed, day, { key: about.key, receipt: slip })
    if (slip === null) return { kind: 'written', row }
    try {
      const { meta, printJobs } = this.#options.database
      await this.#options.database.transaction('rw', [meta, printJobs], () =>
        this.#addPrintJobs(row, NOTHING_ABOUT),
      )
    } catch {
      // Practising goes on without paper.
    }
    return { kind: 'written', row }
  }

  async #store(event: JournalEvent, operator: PersonId | null, about: AboutEntry): Promise<Written> {
    try {
      const { sealed, day } = await this.#seal(event, operator)
      const made = about.receipt?.(sealed)
      const link = made && (await linkOfEntry(sealed.bytes, this.#options.linkOrigin()))
      const row = rowOf(sealed, day, { key: about.key, receipt: made && link ? { ...made, link } : null })
      await this.#commit(row, about)
      return { kind: 'written', row }
    } catch (error) {
      if (error instanceof TakenOver) return { kind: 'taken-over' }
      if (error instanceof AlreadyWritten) return { kind: 'written', row: error.row }
      return { kind: 'storage-failed', message: error instanceof Error ? error.message : String(error) }
    }
  }

  async #seal(
    event: JournalEvent,
    operator: PersonId | null,
  ): Promise<{ sealed: SealedEntry; day: BusinessDay }> {
    const { at, offsetMinutes } = this.#options.clock()
    const day = nextBusinessDay(this.#lastDay, at, offsetMinutes)
    const sealed = await sealEntry(this.#head, { at, offsetMinutes, operator, event }, this.#options.signer)
    return { sealed, day }
  }

  /** The entry, and what belongs to it, in one transaction. */
  async #commit(row: JournalRow, about: AboutEntry = NOTHING_ABOUT): Promise<void> {
    const { database, onCommitted } = this.#options
    if (this.#stopped) throw new TakenOver('this till is used in another tab')
    const head: JournalHead = { epoch: row.epoch, number: row.number, hash: row.hash }
    try {
      const { meta, journal, printJobs } = database
      // All asked at once: each answer that is waited for costs a sale a millisecond. What throws undoes it all.
      await database.transaction('rw', [meta, journal, printJobs], () =>
        Promise.all([
          this.#assertStillOurs(),
          this.#assertNotWritten(row.sale),
          this.#addPrintJobs(row, about),
          database.journal.add(row),
          database.meta.put({ key: 'head', value: head }),
          about.mark?.(),
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

  /** Inside the transaction: what the entry prints or opens by itself stands beside it, or neither does. */
  async #addPrintJobs(row: JournalRow, { drawer, kitchen }: AboutEntry): Promise<void> {
    if (row.receipt === null && !opensDrawer(row.kind)) return
    const { meta, printJobs } = this.#options.database
    const hardware = await meta.get('hardware')
    if (hardware?.key !== 'hardware') return
    await printJobs.bulkAdd([
      ...printJobsOf(hardware.value, row, drawer),
      ...this.#kitchenJobs(hardware.value, row, kitchen),
    ])
  }

  #kitchenJobs({ routes }: HardwareSetup, { at, receipt }: JournalRow, kitchen: AboutEntry['kitchen']) {
    if (receipt === null || receipt.training || kitchen === undefined) return []
    const { number, operator } = receipt
    return kitchenJobsOf(routes, { ...kitchen, number, at, operator, till: this.#options.workplace.tillName })
  }

  /** Inside the transaction, and asked before the entry is added to it. */
  async #assertNotWritten(key: string): Promise<void> {
    const before = key === '' ? undefined : await this.#writtenAs(key)
    if (before) throw new AlreadyWritten(before)
  }

  #writtenAs(key: string): Promise<JournalRow | undefined> {
    return this.#options.database.journal.where('sale').equals(key).first()
  }
}

function rowOf(
  sealed: SealedEntry,
  day: BusinessDay,
  about: { readonly key: string; readonly receipt: Receipt | null },
): JournalRow {
  const { entry, bytes, hash } = sealed
  const coupons = couponsOf(entry.event)
  return {
    epoch: entry.epoch,
    number: entry.number,
    day,
    at: entry.at,
    kind: entry.event.kind,
    bytes,
    hash,
    sale: about.key,
    receipt: about.receipt,
    moves: eventMoves(entry.event),
    ...accountsOf(entry.event),
    ...(coupons.length > 0 && { coupons }),
    ...(entry.event.kind === 'sale' && entry.event.customer ? { customer: entry.event.customer } : {}),
    acknowledged: 0,
  }
}

function accountsOf(event: JournalEvent): Pick<JournalRow, 'accounts'> {
  const accounts = [...new Set(accountMoves(event).map(({ account }) => account))]
  return accounts.length > 0 ? { accounts } : {}
}

function recorded({ epoch, number, at, receipt }: JournalRow): RecordResult<never> {
  return { kind: 'recorded', entry: { epoch, number, at }, receipt }
}

/** Dexie wraps what a transaction threw when it was not one of its own errors. */
function unwrapped(error: unknown): unknown {
  const inner = error instanceof Error && 'inner' in error ? error.inner : undefined
  return inner instanceof TakenOver || inner instanceof AlreadyWritten ? inner : error
}
