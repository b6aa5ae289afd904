import {
  businessDay,
  claimParkedReply,
  ID_RANDOM_BYTES,
  makeId,
  type OpenSale,
  type ParkEntry,
  type ParkedEntry,
  type ParkingId,
  parkEntry,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { makeApiClient } from '../api/api-client.ts'
import type { DraftRow, LocalDatabase, ParkedEntryRow, ParkingRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { parkedEntryKey } from './parked-entry-key.ts'
import type { CommandOf, TakeParkedResult } from './protocol.ts'
import type { TillSession } from './till-session.ts'

/** A cashier waits: after so long the till goes by what it knows, milliseconds. */
const CLAIM_WITHIN = 2000

export interface TillParkingOptions {
  readonly database: LocalDatabase
  readonly workplace: TillWorkplace
  readonly session: Pick<TillSession, 'operator'>
  readonly relayUrl: string
  readonly isTraining: () => boolean
  readonly isOnline: () => boolean
  /** Entries were written that belong in the documents. */
  readonly onWritten: () => void
}

/**
 * Parks sales for all tills of the store and takes them up again. What is said is written in one transaction with the
 * draft it is about, and goes on into the documents from there: a till that dies in between goes on at its next start.
 */
export class TillParking {
  readonly #options: TillParkingOptions

  constructor(options: TillParkingOptions) {
    this.#options = options
  }

  async park({ draft }: CommandOf<'parkSale'>): Promise<null> {
    const { database, isTraining, onWritten } = this.#options
    const { parking: _, ...plain } = draft
    const parked: DraftRow = { ...plain, parked: true }
    if (isTraining()) {
      await database.drafts.put({ ...parked, training: true })
      return null
    }
    const entry = this.#offer(parked)
    await this.#write({ ...parked, ...(entry && { parking: entry.parking }) }, entry ? [rowOf(entry)] : [])
    onWritten()
    return null
  }

  /** SPEC N4 to N6. */
  async take({ parking }: CommandOf<'takeParked'>): Promise<TakeParkedResult> {
    const { database, session, workplace, onWritten } = this.#options
    const { operator } = session
    if (!operator) return { kind: 'not-signed-in' }
    const found = await this.#find(parking)
    if (found === undefined) return { kind: 'gone' }
    const hindered = (await this.#hindrance(found)) ?? (await this.#claim(parking))
    if (hindered) return hindered
    const entry: ParkedEntry = {
      kind: 'take',
      parking,
      till: workplace.till,
      who: operator.person,
      at: Date.now(),
    }
    // Still among the parked ones, for a page that dies before it shows it; but this till's alone from here on.
    const draft: DraftRow = { ...found.draft, parked: true, updatedAt: entry.at }
    const wasThere = await database.drafts.get(draft.id)
    if (wasThere !== undefined && wasThere.parking !== parking) return { kind: 'already-here' }
    await this.#write(draft, [
      { key: parkedEntryKey(entry, found.day), day: found.day, sale: draft.id, entry },
    ])
    onWritten()
    return { kind: 'taken', draft }
  }

  /** A sale was paid here: whoever has it as well is told. Nothing where it was never parked. SPEC N6. */
  async sold(sale: string, receipt: { readonly number: string; readonly at: number }): Promise<void> {
    const { database, workplace, onWritten } = this.#options
    const rows = await database.parkedEntries.where('sale').equals(sale).toArray()
    if (rows.length === 0) return
    const entry: ParkedEntry = {
      kind: 'sold',
      sale,
      till: workplace.till,
      receipt: receipt.number,
      at: receipt.at,
    }
    const days = [...new Set(rows.map(row => row.day))]
    await database.parkedEntries.bulkPut(
      days.map(day => ({ key: parkedEntryKey(entry, day), day, sale, entry })),
    )
    onWritten()
  }

  /** Says of sales what a till that died had no time to say. */
  async catchUp(): Promise<void> {
    const { database } = this.#options
    const sales = await database.parkedEntries.orderBy('sale').uniqueKeys()
    const paid = await database.journal
      .where('sale')
      .anyOf(sales)
      .filter(row => row.receipt !== null)
      .toArray()
    for (const { sale, receipt } of paid) if (receipt) await this.sold(sale, receipt)
  }

  #offer(draft: DraftRow): ParkEntry | undefined {
    const { session, workplace } = this.#options
    // Goods that come back lie on the counter of this till.
    if (!session.operator || draft.exchange) return undefined
    return parkEntry({
      parking: makeId<ParkingId>(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES))),
      till: workplace.till,
      who: session.operator.person,
      at: draft.updatedAt,
      label: draft.label,
      sale: draft.sale,
    })
  }

  /** The sale as it waits here, or as another till parked it. */
  async #find(parking: ParkingId): Promise<Found | undefined> {
    const { database } = this.#options
    const [row, own, said] = await Promise.all([
      database.parkings.get(parking),
      database.drafts.filter(draft => draft.parking === parking).first(),
      database.parkedEntries.get(`park ${parking}`),
    ])
    const day = row?.day ?? said?.day
    if (day === undefined) return undefined
    if (own !== undefined) {
      const { parking: _, ...draft } = own
      return { day, row, draft }
    }
    if (row === undefined) return undefined
    const { label, at } = row
    const sale = await this.#asSpoken(row.sale)
    return { day, row, draft: { id: sale.id, sale, parked: true, label, updatedAt: at } }
  }

  /** With what its buyer wants receipts in, which the log does not say. SPEC N1, U3. */
  async #asSpoken(sale: OpenSale): Promise<OpenSale> {
    const { customer } = sale
    const row = customer && (await this.#options.database.customers.get(customer.id))
    return customer && row?.language ? { ...sale, customer: { ...customer, language: row.language } } : sale
  }

  /** Why the sale cannot be taken, by what is known here. */
  async #hindrance({ row, draft }: Found): Promise<TakeParkedResult | undefined> {
    const { database, workplace } = this.#options
    const paid = await database.journal.where('sale').equals(draft.id).first()
    if (paid?.receipt) return { kind: 'sold', receipt: paid.receipt.number }
    const [sold] = row?.sold ?? []
    if (sold) return { kind: 'sold', receipt: sold.receipt }
    const other = row?.takes.find(take => take.till !== workplace.till)
    return other && { kind: 'elsewhere', till: other.till, at: other.at }
  }

  /**
   * Asks the relay for it, since it alone knows who was first. A till that cannot ask goes by what it knows, and who
   * took it meanwhile is told to both afterwards.
   */
  async #claim(parking: ParkingId): Promise<TakeParkedResult | undefined> {
    const { isOnline, relayUrl, workplace, database } = this.#options
    if (!isOnline()) return undefined
    const tills = await database.tills.where('store').equals(workplace.store).count()
    if (tills < 2) return undefined
    const api = makeApiClient(
      (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(CLAIM_WITHIN) }),
      relayUrl,
    )
    const reply = await api.post('/api/parked/claims', { parking }, claimParkedReply)
    if (!reply.ok || reply.value.outcome === 'yours') return undefined
    return { kind: 'elsewhere', till: toId<TillId>(reply.value.till), at: reply.value.at }
  }

  async #write(draft: DraftRow, entries: readonly ParkedEntryRow[]): Promise<void> {
    const { database } = this.#options
    await database.transaction('rw', database.drafts, database.parkedEntries, async () => {
      await database.drafts.put(draft)
      await database.parkedEntries.bulkPut([...entries])
    })
  }
}

interface Found {
  readonly day: ParkingRow['day']
  readonly row: ParkingRow | undefined
  readonly draft: DraftRow
}

function rowOf(entry: ParkEntry): ParkedEntryRow {
  const day = businessDay(entry.at, -new Date(entry.at).getTimezoneOffset())
  return { key: parkedEntryKey(entry, day), day, sale: entry.sale.id, entry }
}
