import {
  type BusinessDay,
  compareBytes,
  type DecodedEntry,
  emptyJournal,
  hashInput,
  type OrganisationId,
  sameBytes,
  type TillId,
} from '@evertill/crdt-model'
import { makeJournalVerifier } from '../behind/journal-verifier.ts'
import type { Queryable } from '../storage/database.ts'

/** One epoch of a till's journal, and a day of it. */
export interface JournalPlace {
  readonly organisation: OrganisationId
  readonly till: TillId
  readonly epoch: number
  readonly day: BusinessDay
}

/** An entry of a number that has rows already, which were made of another entry. */
export interface RewrittenEntry {
  readonly number: number
  /** It is the till's own, so by J5 and J6 it may be the one that counts: all has to be looked at once more. */
  readonly mayCount: boolean
}

interface Row {
  readonly number: number
  readonly hash: string
  readonly isOfDay: boolean
  readonly isOfLaterDay: boolean
}

/**
 * The entries that say something else than the rows of their numbers do: somebody wrote a number twice, and the other
 * one came first.
 *
 * @param entries of the epoch, of numbers up to where the rows end
 * @param ofDay all entries of the day's document: among them is the one that rows of this day were made of
 */
export async function rewrittenEntries(
  database: Queryable,
  place: JournalPlace,
  publicKey: Uint8Array,
  entries: readonly DecodedEntry[],
  ofDay: readonly DecodedEntry[],
): Promise<RewrittenEntry[]> {
  if (entries.length === 0) return []
  const verifier = await makeJournalVerifier(publicKey)
  const start = await emptyJournal(place.till, place.epoch, verifier.sha256)
  const rows = await readRows(database, place, entries)
  const hashBefore = (number: number) => (number === 1 ? start.hash : rows.get(number - 1)?.hash)
  const hashOf = async ({ entry, content }: DecodedEntry) => {
    const before = hashBefore(entry.number)
    return before && (await verifier.sha256(hashInput(before, content)))
  }
  const isOfRow = async (decoded: DecodedEntry, row: { hash: Uint8Array }) => {
    const hash = await hashOf(decoded)
    return hash !== undefined && sameBytes(hash, row.hash)
  }
  const rewritten: RewrittenEntry[] = []
  for (const decoded of entries) {
    const { number, previous } = decoded.entry
    const row = rows.get(number)
    const before = hashBefore(number)
    if (row === undefined || before === undefined || (await isOfRow(decoded, row))) continue
    const isGenuine =
      sameBytes(previous, before.subarray(0, previous.length)) &&
      (await verifier.verify(decoded.signature, hashInput(before, decoded.content)))
    rewritten.push({ number, mayCount: isGenuine && (await comesFirst(decoded, row)) })
  }
  return rewritten

  /** By J5 within a document; of two days the earlier one is read first. */
  async function comesFirst(decoded: DecodedEntry, row: StoredRow): Promise<boolean> {
    if (!row.isOfDay) return row.isOfLaterDay
    for (const other of ofDay) {
      if (other.entry.number === decoded.entry.number && (await isOfRow(other, row)))
        return compareBytes(decoded.bytes, other.bytes) < 0
    }
    return true
  }
}

type StoredRow = Omit<Row, 'hash'> & { readonly hash: Uint8Array }

/** The rows of these numbers and of those before them. */
async function readRows(
  database: Queryable,
  { organisation, till, epoch, day }: JournalPlace,
  entries: readonly DecodedEntry[],
): Promise<ReadonlyMap<number, StoredRow>> {
  const numbers = new Set(entries.flatMap(({ entry }) => [entry.number - 1, entry.number]))
  const rows = await database.query<Row>(
    `select number, hash, day = $4::text::date as "isOfDay", day > $4::text::date as "isOfLaterDay"
     from journal_entries join unnest($5::text::bigint[]) as wanted (number) using (number)
     where organisation = $1 and till = $2 and epoch = $3`,
    [organisation, till, epoch, day, `{${[...numbers].join()}}`],
  )
  return new Map(
    rows.map(row => [row.number, { ...row, hash: Uint8Array.from(Buffer.from(row.hash, 'hex')) }]),
  )
}
