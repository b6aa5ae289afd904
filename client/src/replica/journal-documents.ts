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
import type { DocumentReplica, DocumentReplicaOptions } from './document-replica.ts'
import { journalDocument } from './documents.ts'
import { SerialQueue } from './serial-queue.ts'

const [ENTRIES] = LOGS.journal

export interface JournalDocumentsOptions {
  readonly database: LocalDatabase
  readonly till: TillId
  readonly epoch: number
  /** Makes the replica of a document; `onAcknowledged` and `mark` are this part's own. */
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
  ) => DocumentReplica
  readonly background: (work: Promise<unknown>) => void
  /** Entries were marked as safe at the relay. */
  readonly onAcknowledged: () => void
}

/** Rows marked as safe in one transaction. */
const ACKNOWLEDGE_CHUNK = 200

interface OpenDay {
  readonly replica: DocumentReplica
  /** Highest number of this epoch in the document; all rows of the day up to it are in there. */
  highest: number
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

  constructor(options: JournalDocumentsOptions) {
    this.#options = options
  }

  get replicas(): DocumentReplica[] {
    return [...this.#days.values()].map(day => day.replica)
  }

  /** Opens today's document, if it has entries, and those of all days with entries that are not safe yet. */
  async openWaiting(today: BusinessDay): Promise<void> {
    const { journal } = this.#options.database
    const waiting = await journal
      .where('[acknowledged+day]')
      .between([0, Dexie.minKey], [0, Dexie.maxKey])
      .uniqueKeys()
    const days = new Set(waiting.map(key => dayOfKey(key)).filter(day => day !== undefined))
    if ((await journal.where('day').equals(today).count()) > 0) days.add(today)
    await Promise.all([...days].map(day => this.append(day)))
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
      const rows = await this.#rowsAfter(day, open.highest)
      this.#appendRows(open, rows)
    })
  }

  /** Closes the documents of past days that are safe in whole. */
  async closeSafe(today: BusinessDay): Promise<void> {
    for (const [day, open] of this.#days) {
      if (day === today || !open.replica.status().synced) continue
      const waiting = await this.#options.database.journal
        .where('[acknowledged+day]')
        .equals([0, day])
        .count()
      if (waiting > 0) continue
      this.#days.delete(day)
      await open.replica.destroy()
    }
  }

  #open(day: BusinessDay): OpenDay {
    const { till } = this.#options
    const replica = this.#options.open(journalDocument(till, day), {
      mark: () => this.#days.get(day)?.highest ?? 0,
      onAcknowledged: number => this.#options.background(this.#acknowledge(day, number)),
    })
    const open: OpenDay = { replica, highest: 0, ready: replica.loaded.then(() => this.#fill(day, open)) }
    this.#days.set(day, open)
    return open
  }

  /** After loading: puts back whatever the document's own store lost, then connects. */
  async #fill(day: BusinessDay, open: OpenDay): Promise<void> {
    const present = new Set<number>()
    for (const raw of readLog(open.replica.doc, ENTRIES)) {
      const decoded = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
      if (decoded?.entry.epoch === this.#options.epoch) present.add(decoded.entry.number)
    }
    const count = await this.#options.database.journal.where('day').equals(day).count()
    if (present.size < count) {
      const rows = await this.#rowsAfter(day, 0)
      this.#appendRows(
        open,
        rows.filter(row => !present.has(row.number)),
      )
    }
    for (const number of present) open.highest = Math.max(open.highest, number)
    open.replica.connect()
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
  #acknowledge(day: BusinessDay, upTo: number): Promise<void> {
    return this.#acknowledging.run(async () => {
      const { journal } = this.#options.database
      for (;;) {
        const waiting = await journal
          .where('[acknowledged+day]')
          .equals([0, day])
          .limit(ACKNOWLEDGE_CHUNK)
          .toArray()
        const safe = waiting.filter(row => row.number <= upTo)
        if (safe.length === 0) break
        await journal.bulkPut(safe.map(row => ({ ...row, acknowledged: 1 as const })))
        this.#options.onAcknowledged()
      }
    })
  }
}

function dayOfKey(key: unknown): BusinessDay | undefined {
  const [, day] = Array.isArray(key) ? (key as readonly unknown[]) : []
  return typeof day === 'string' ? parseBusinessDay(day) : undefined
}
