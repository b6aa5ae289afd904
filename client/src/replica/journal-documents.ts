import {
  appendToLog,
  type BusinessDay,
  decodeEntry,
  LOGS,
  parseBusinessDay,
  readLog,
  type TillId,
} from '@evertill/crdt-model'
import Dexie from 'dexie'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import type { DocumentCopies } from './document-copies.ts'
import type { DocumentReplica, DocumentReplicaOptions } from './document-replica.ts'
import { journalDocument } from './documents.ts'
import { SerialQueue } from './serial-queue.ts'

const [ENTRIES] = LOGS.journal

export interface JournalDocumentsOptions {
  readonly database: LocalDatabase
  readonly till: TillId
  readonly epoch: number
  /** The journal was put back up to this number after a loss, 0 when it never was. */
  readonly restoredUpTo: number
  /** The journal's last number before this start: what came later was never sent by anybody else. */
  readonly writtenBefore: number
  /** Makes the replica of a document; `onAcknowledged` and `mark` are this part's own. */
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
    generation?: number,
  ) => DocumentReplica
  readonly copies: DocumentCopies
  readonly background: (work: Promise<unknown>) => void
  /** These entries were marked as safe at the relay. */
  readonly onAcknowledged: (rows: readonly JournalRow[]) => void
}

/** Rows marked as safe in one transaction. */
const ACKNOWLEDGE_CHUNK = 200
/** Days of which the documents are open at once: a till that offers a year again does it day after day. */
const OPEN_DAYS = 8

interface OpenDay {
  replica: DocumentReplica
  /** Highest number of this epoch in the document; all rows of the day up to it are in there. */
  highest: number
  /** For the relay's part of it, before anything is appended: see `#fill`. */
  isWaiting: boolean
  readonly ready: Promise<void>
}

/**
 * The till's journal documents: one a business day, opened when the day has entries that are not safe yet or is
 * today. The database's journal is the truth; the documents are filled from it and never the other way round.
 */
export class JournalDocuments {
  readonly #options: JournalDocumentsOptions
  readonly #days = new Map<BusinessDay, OpenDay>()
  readonly #queue = new SerialQueue()
  readonly #acknowledging = new SerialQueue()
  /** Days whose document is to be brought up to the database by a job that has not begun. */
  readonly #due = new Map<BusinessDay, Promise<void>>()
  /** Days whose document is being fetched anew, and the replicas that do it. */
  readonly #renewing = new Map<BusinessDay, DocumentReplica>()

  constructor(options: JournalDocumentsOptions) {
    this.#options = options
  }

  get replicas(): DocumentReplica[] {
    return [...[...this.#days.values()].map(day => day.replica), ...this.#renewing.values()]
  }

  /** Opens today's document, if it has entries, and those of all days with entries that are not safe yet. */
  async openWaiting(today: BusinessDay): Promise<void> {
    const { journal } = this.#options.database
    const waiting = await journal
      .where('[acknowledged+day]')
      .between([0, Dexie.minKey], [0, Dexie.maxKey])
      .uniqueKeys()
    const days = waiting.map(key => dayOfKey(key)).filter(day => day !== undefined)
    const room = Math.max(1, OPEN_DAYS - this.#days.size)
    const next = new Set(days.filter(day => !this.#days.has(day)).slice(0, room))
    if ((await journal.where('day').equals(today).count()) > 0) next.add(today)
    await Promise.all([...next].map(day => this.append(day)))
  }

  /**
   * What the relay once acknowledged may not be there any more: nothing counts as safe until it says so again. The
   * days' documents are opened and offered, a few at a time.
   */
  async offerAgain(today: BusinessDay): Promise<void> {
    const { database } = this.#options
    // Behind the acknowledgements that came from the relay before.
    await this.#acknowledging.run(async () => {
      for (;;) {
        const safe = await database.journal.where('acknowledged').equals(1).limit(ACKNOWLEDGE_CHUNK).toArray()
        if (safe.length === 0) break
        await database.journal.bulkPut(safe.map(row => ({ ...row, acknowledged: 0 as const })))
      }
      await database.meta.delete('acknowledgedThrough')
    })
    this.#options.onAcknowledged([])
    for (const { replica } of this.#days.values()) replica.again()
    await this.openWaiting(today)
  }

  /** Brings the day's document up to the database: appends every entry it lacks, in order. */
  append(day: BusinessDay): Promise<void> {
    const due = this.#due.get(day) ?? this.#append(day)
    this.#due.set(day, due)
    return due
  }

  #append(day: BusinessDay): Promise<void> {
    return this.#queue.run(async () => {
      this.#due.delete(day)
      const open = this.#days.get(day) ?? this.#open(day)
      await open.ready
      if (open.isWaiting) return
      const rows = await this.#rowsAfter(day, open.highest)
      this.#appendRows(open, rows)
    })
  }

  /** Closes the documents of past days that are safe in whole. */
  async closeSafe(today: BusinessDay): Promise<void> {
    let closed = false
    for (const [day, open] of this.#days) {
      if (day === today || !open.replica.status().synced) continue
      const waiting = await this.#options.database.journal
        .where('[acknowledged+day]')
        .equals([0, day])
        .count()
      if (waiting > 0) continue
      this.#days.delete(day)
      closed = true
      await open.replica.destroy()
    }
    if (closed) await this.openWaiting(today)
  }

  /** Fetches the documents anew whose copies the relay refused. What belongs in them is in the database. SPEC W5. */
  async renewRefused(): Promise<void> {
    const refused = [...this.#days].filter(
      ([day, { replica }]) => replica.isCopyRefused && !this.#renewing.has(day),
    )
    await Promise.all(refused.map(([day, open]) => this.#renew(day, open)))
  }

  async #renew(day: BusinessDay, open: OpenDay): Promise<void> {
    const { copies } = this.#options
    const old = open.replica
    if (!copies.mayRenew(old.name, Date.now())) return
    const fresh = this.#openReplica(day, copies.generationOf(old.name) + 1)
    this.#renewing.set(day, fresh)
    await fresh.loaded
    fresh.connect()
    await fresh.whenWhole()
    await this.#queue.run(async () => {
      await open.ready
      await copies.renewed(old.name, old.refusal?.code ?? '', Date.now())
      open.replica = fresh
      open.highest = 0
      this.#renewing.delete(day)
      this.#put(open, await this.#missingRows(day, open))
      open.isWaiting = false
      fresh.again()
      await copies.settled(old.name)
    })
    await old.destroy()
  }

  #openReplica(day: BusinessDay, generation?: number): DocumentReplica {
    const replica: DocumentReplica = this.#options.open(
      journalDocument(this.#options.till, day),
      {
        mark: () => {
          const open = this.#days.get(day)
          // While a document is fetched anew it holds nothing of what the day's present one does.
          return open?.replica === replica ? open.highest : 0
        },
        onAcknowledged: (number, through) =>
          this.#options.background(this.#acknowledge(day, number, through)),
      },
      generation,
    )
    return replica
  }

  #open(day: BusinessDay): OpenDay {
    const replica = this.#openReplica(day)
    const open: OpenDay = {
      replica,
      highest: 0,
      isWaiting: false,
      ready: replica.loaded.then(() => this.#fill(day, open)),
    }
    this.#days.set(day, open)
    return open
  }

  /** After loading: puts back whatever the document's own store lost, then connects. */
  async #fill(day: BusinessDay, open: OpenDay): Promise<void> {
    const missing = await this.#missingRows(day, open)
    if (missing.some(row => row.number <= this.#options.writtenBefore)) {
      // The relay may have them: what was restored, or sent right before a kill that took the document's own copy. Only
      // what is in neither is appended, or they would stand there twice.
      open.isWaiting = true
      this.#options.background(open.replica.whenWhole().then(() => this.#fillWhole(day, open)))
    } else {
      this.#put(open, missing)
    }
    open.replica.connect()
  }

  /** The relay's part of the document is here: adds what it lacks, and asks what of it is committed. */
  #fillWhole(day: BusinessDay, open: OpenDay): Promise<void> {
    return this.#queue.run(async () => {
      this.#put(open, await this.#missingRows(day, open))
      open.isWaiting = false
      open.replica.again()
    })
  }

  #put(open: OpenDay, missing: readonly JournalRow[]): void {
    this.#appendRows(open, missing)
    for (const number of this.#numbersIn(open)) open.highest = Math.max(open.highest, number)
  }

  async #missingRows(day: BusinessDay, open: OpenDay): Promise<JournalRow[]> {
    const present = this.#numbersIn(open)
    const count = await this.#options.database.journal.where('day').equals(day).count()
    if (present.size >= count && this.#options.restoredUpTo === 0) return []
    const rows = await this.#rowsAfter(day, 0)
    return rows.filter(row => !present.has(row.number))
  }

  #numbersIn(open: OpenDay): Set<number> {
    const present = new Set<number>()
    for (const raw of readLog(open.replica.doc, ENTRIES)) {
      const decoded = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
      if (decoded?.entry.epoch === this.#options.epoch) present.add(decoded.entry.number)
    }
    return present
  }

  /** The day's rows behind a number, in their order. */
  async #rowsAfter(day: BusinessDay, number: number): Promise<JournalRow[]> {
    const { database, epoch } = this.#options
    if (number === 0) return database.journal.where('day').equals(day).sortBy('number')
    return database.journal
      .where('[epoch+number]')
      .between([epoch, number], [epoch, Dexie.maxKey], false, true)
      .filter(row => row.day === day)
      .toArray()
  }

  #appendRows(open: OpenDay, rows: readonly JournalRow[]): void {
    const last = rows.at(-1)
    if (!last) return
    const doc = open.replica.doc
    // The mark is read while the update leaves, so it must be right before that: it covers only what is in the doc.
    doc.transact(() => {
      appendToLog(
        doc,
        ENTRIES,
        rows.map(row => row.bytes),
      )
      open.highest = Math.max(open.highest, last.number)
    })
  }

  /** Marks entries as safe, few in one transaction: a sale that is being written waits for no more than that. */
  #acknowledge(day: BusinessDay, upTo: number, through: number): Promise<void> {
    return this.#acknowledging.run(async () => {
      const { journal, meta } = this.#options.database
      for (;;) {
        const waiting = await journal
          .where('[acknowledged+day]')
          .equals([0, day])
          .limit(ACKNOWLEDGE_CHUNK)
          .toArray()
        const safe = waiting.filter(row => row.number <= upTo)
        if (safe.length === 0) break
        await journal.bulkPut(safe.map(row => ({ ...row, acknowledged: 1 as const })))
        this.#options.onAcknowledged(safe)
      }
      const before = await meta.get('acknowledgedThrough')
      if (through > (before?.key === 'acknowledgedThrough' ? before.value : 0))
        await meta.put({ key: 'acknowledgedThrough', value: through })
    })
  }
}

function dayOfKey(key: unknown): BusinessDay | undefined {
  const [, day] = Array.isArray(key) ? (key as readonly unknown[]) : []
  return typeof day === 'string' ? parseBusinessDay(day) : undefined
}
