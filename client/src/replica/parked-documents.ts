import {
  appendToLog,
  type BusinessDay,
  businessDay,
  foldParked,
  LOGS,
  type ParkingId,
  readLog,
} from '@evertill/crdt-model'
import type { DraftRow, LocalDatabase, ParkingRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { DocumentCopies } from './document-copies.ts'
import type { DocumentReplica, DocumentReplicaOptions } from './document-replica.ts'
import { parkedDocument } from './documents.ts'
import { SerialQueue } from './serial-queue.ts'

const [PARKED] = LOGS.parked
const DAY_MS = 24 * 3600_000

export interface ParkedDocumentsOptions {
  readonly database: LocalDatabase
  readonly workplace: Pick<TillWorkplace, 'till' | 'store'>
  readonly open: (
    name: string,
    hooks: Pick<DocumentReplicaOptions, 'mark' | 'onAcknowledged'>,
    generation?: number,
  ) => DocumentReplica
  readonly copies: DocumentCopies
  readonly background: (work: Promise<unknown>) => void
  readonly now: () => number
}

interface OpenDay {
  replica: DocumentReplica
  readonly ready: Promise<void>
  renewing?: DocumentReplica
}

/**
 * The store's documents of parked sales: those of today and yesterday, so that what was parked before midnight is there
 * after it. This till's own entries are in the database first (`parkedEntries`) and are put into the documents from
 * there; what all tills said is projected into `parkings`. SPEC N.
 */
export class ParkedDocuments {
  readonly #options: ParkedDocumentsOptions
  readonly #days = new Map<BusinessDay, OpenDay>()
  readonly #queue = new SerialQueue()
  /** A projection that has not begun. */
  #due = false

  constructor(options: ParkedDocumentsOptions) {
    this.#options = options
  }

  get replicas(): DocumentReplica[] {
    return [...this.#days.values()].flatMap(({ replica, renewing }) =>
      renewing === undefined ? [replica] : [replica, renewing],
    )
  }

  /** Opens the days that are followed now, and those on which this till said something that is not at the relay yet. */
  follow(): Promise<void> {
    return this.#queue.run(async () => {
      const { database } = this.#options
      const [noted, own] = await Promise.all([
        database.meta.get('parkedDays'),
        database.parkedEntries.orderBy('day').uniqueKeys(),
      ])
      const said = own.map(day => day as BusinessDay)
      const known = noted?.key === 'parkedDays' ? noted.value : []
      const present = this.#present()
      const days = [...new Set([...present, ...said, ...known])]
      await database.meta.put({ key: 'parkedDays', value: days })
      await Promise.all(days.map(day => (this.#days.get(day) ?? this.#open(day)).ready))
      await Promise.all(days.map(day => this.#append(day)))
      for (const day of days) if (!present.includes(day)) await this.#let(day, said.includes(day))
      this.#projectSoon()
    })
  }

  /** Something is in the database that belongs in the documents. */
  append(): Promise<void> {
    return this.follow()
  }

  /** Fetches documents anew whose copies the relay refused. What belongs in them is in the database. SPEC W5. */
  async renewRefused(): Promise<void> {
    const refused = [...this.#days].filter(([, day]) => day.replica.isCopyRefused && !day.renewing)
    await Promise.all(refused.map(([day, open]) => this.#renew(day, open)))
  }

  async #renew(day: BusinessDay, open: OpenDay): Promise<void> {
    const { copies } = this.#options
    const old = open.replica
    if (!copies.mayRenew(old.name, this.#options.now())) return
    const fresh = this.#openReplica(day, copies.generationOf(old.name) + 1)
    open.renewing = fresh
    await fresh.loaded
    fresh.connect()
    await fresh.whenWhole()
    await this.#queue.run(async () => {
      await copies.renewed(old.name, old.refusal?.code ?? '', this.#options.now())
      open.replica = fresh
      delete open.renewing
      await this.#append(day)
      await copies.settled(old.name)
      this.#projectSoon()
    })
    await old.destroy()
  }

  #present(): BusinessDay[] {
    const at = this.#options.now()
    const offset = -new Date(at).getTimezoneOffset()
    return [businessDay(at, offset), businessDay(at - DAY_MS, offset)]
  }

  #open(day: BusinessDay): OpenDay {
    const replica = this.#openReplica(day)
    const open: OpenDay = { replica, ready: replica.loaded.then(() => replica.connect()) }
    this.#days.set(day, open)
    return open
  }

  #openReplica(day: BusinessDay, generation?: number): DocumentReplica {
    const name = parkedDocument(this.#options.workplace.store, day)
    const replica = this.#options.open(name, { mark: () => 0, onAcknowledged: () => {} }, generation)
    replica.doc.on('update', () => this.#projectSoon())
    return replica
  }

  /** Adds this till's own entries that the day's document lacks. What stands there twice counts once. */
  async #append(day: BusinessDay): Promise<void> {
    const open = this.#days.get(day)
    const rows = await this.#options.database.parkedEntries.where('day').equals(day).toArray()
    if (open === undefined || rows.length === 0) return
    const { doc } = open.replica
    const present = new Set(readLog(doc, PARKED).map(raw => JSON.stringify(raw)))
    const missing = rows.map(row => row.entry).filter(entry => !present.has(JSON.stringify(entry)))
    doc.transact(() => appendToLog(doc, PARKED, missing))
  }

  /** A day that is over: once the relay has all of it, this device keeps nothing of it. */
  async #let(day: BusinessDay, hasOwn: boolean): Promise<void> {
    const open = this.#days.get(day)
    if (open === undefined || open.renewing || (hasOwn && !open.replica.status().synced)) return
    this.#days.delete(day)
    const { meta, parkedEntries } = this.#options.database
    await parkedEntries.where('day').equals(day).delete()
    await open.replica.discard()
    await meta.put({ key: 'parkedDays', value: [...this.#days.keys()] })
  }

  #projectSoon(): void {
    if (this.#due) return
    this.#due = true
    this.#options.background(
      this.#queue.run(async () => {
        this.#due = false
        await this.#project()
      }),
    )
  }

  async #project(): Promise<void> {
    const present = new Set(this.#present())
    const rows = [...this.#days].flatMap(([day, { replica }]) =>
      present.has(day) ? rowsOf(day, readLog(replica.doc, PARKED)) : [],
    )
    const { database, workplace } = this.#options
    await database.transaction('rw', database.parkings, database.drafts, async () => {
      const before = new Set(await database.parkings.toCollection().primaryKeys())
      for (const { parking } of rows) before.delete(parking)
      await database.parkings.bulkDelete([...before])
      await database.parkings.bulkPut(rows)
      const gone = takenElsewhere(await database.drafts.toArray(), rows, workplace.till)
      await database.drafts.bulkDelete(gone)
    })
  }
}

function rowsOf(day: BusinessDay, raws: readonly unknown[]): ParkingRow[] {
  return [...foldParked(raws).parkings.values()].map(parking => ({ ...parking, day }))
}

/** Drafts that wait here and that another till has recalled: they are that till's now. */
function takenElsewhere(drafts: readonly DraftRow[], rows: readonly ParkingRow[], till: string): string[] {
  const taken = new Set<ParkingId>(
    rows.filter(row => row.takes.some(take => take.till !== till)).map(row => row.parking),
  )
  return drafts.filter(draft => draft.parked && draft.parking && taken.has(draft.parking)).map(({ id }) => id)
}
