import {
  type BusinessDay,
  type DecodedEntry,
  entriesAddedTo,
  formatDocumentId,
  type JournalEntry,
  type JournalHead,
  LOGS,
  orderJournal,
  type PlacedEntry,
  type TillId,
  verifyOrdered,
} from '@evertill/crdt-model'
import { type EntryClocks, readEntryClocks } from '../projection/entry-clocks.ts'
import { journalRows } from '../projection/journal-rows.ts'
import { lockProjection, saveProgress } from '../projection/progress.ts'
import { findHead, findJournalWriter, type JournalWriter } from '../projection/project-journal.ts'
import { insertRows } from '../projection/tables.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import { makeJournalVerifier } from './journal-verifier.ts'

/** Where the verified part of each epoch ends, as findings keep it: number and hash in hex. */
type StoredHeads = { readonly [epoch: string]: { readonly number: number; readonly hash: string } }

/**
 * What became of a journal's news. `followed`: they are rows, and known to be sound. `look-closer`: something about
 * them is not as it always is, and nothing was done: findings and projection each have to look for themselves.
 */
export type FollowOutcome =
  | { readonly kind: 'followed'; readonly entries: number; readonly seq: number }
  | { readonly kind: 'look-closer' }

const LOOK_CLOSER: FollowOutcome = { kind: 'look-closer' }

/** What is known of a journal document. */
interface Standing {
  readonly document: number
  /** The newest update that there is, the one up to which findings were looked for, and the one up to which rows are. */
  readonly newest: number
  readonly checked: number | null
  readonly projected: number
  readonly heads: StoredHeads | null
  /** The heads at the end of the till's day before. */
  readonly before: StoredHeads | null
  readonly found: number
  readonly blocked: boolean
  readonly hasLaterDay: boolean
}

/** What came to a journal since the rows were made last, up to the update `seq`. */
interface News {
  readonly seq: number
  readonly byEpoch: ReadonlyMap<number, DecodedEntry[]>
  readonly clocks: EntryClocks
}

/** One epoch's news, checked. */
interface FollowedPart {
  readonly writer: JournalWriter
  readonly from: JournalHead | undefined
  readonly head: JournalHead
  readonly rows: ReturnType<typeof journalRows>
  readonly entries: number
}

/**
 * The usual way of a journal's news: the next entries, numbered, linked and signed as they must be, behind others that
 * are sound. Read, decoded and verified once, for the rows and for the findings, which are written down together in
 * one transaction: cut off anywhere it has done all of it or nothing; done twice, or by two relays, nothing more.
 *
 * @param readUpTo how far the journal was read here last: rows that end elsewhere are another relay's, which may have
 *   passed over what became visible late
 */
export async function followJournal(
  database: ShopDatabase,
  journal: { readonly till: TillId; readonly day: BusinessDay },
  readUpTo?: number,
): Promise<FollowOutcome> {
  const name = formatDocumentId({ kind: 'journal', ...journal })
  const standing = await readStanding(database, name, journal.till)
  if (standing === undefined || !isSound(standing)) return LOOK_CLOSER
  if (standing.projected > 0 && standing.projected !== readUpTo) return LOOK_CLOSER
  if (standing.projected >= standing.newest && (standing.checked ?? 0) >= standing.newest)
    return { kind: 'followed', entries: 0, seq: standing.projected }
  const news = await readNews(database, standing)
  if (news === undefined) return LOOK_CLOSER
  const parts: FollowedPart[] = []
  for (const [epoch, entries] of news.byEpoch) {
    const part = await followEpoch(database, journal, epoch, entries, standing, news.clocks)
    if (part === undefined) return LOOK_CLOSER
    parts.push(part)
  }
  const isWritten = await write(database, name, standing, news.seq, journal.till, parts)
  if (!isWritten) return LOOK_CLOSER
  return { kind: 'followed', entries: parts.reduce((sum, part) => sum + part.entries, 0), seq: news.seq }
}

/** Nothing was found, nothing is blocked, no later day builds on this one, and findings are not behind the rows. */
function isSound({ found, blocked, hasLaterDay, checked, projected }: Standing): boolean {
  return found === 0 && !blocked && !hasLaterDay && (checked ?? 0) >= projected
}

async function readStanding(
  database: ShopQueryable,
  name: string,
  till: TillId,
): Promise<Standing | undefined> {
  const [row] = await database.query<Standing>(
    `select d.id as document, c.through_seq as checked, c.heads, coalesce(p.seq, 0) as projected,
       coalesce(p.blocked, false) as blocked,
       (select count(*) from findings where organisation = $4 and document = d.id) as found,
       coalesce((select max(seq) from updates where organisation = $4 and document = d.id),
                (select through_seq from snapshots where organisation = $4 and document = d.id), 0) as newest,
       (select b.heads from documents e join document_checks b on b.organisation = $4 and b.document = e.id
         where e.organisation = $4 and e.name >= $2 and e.name < $1 order by e.name desc limit 1) as before,
       exists (select from documents where organisation = $4 and name > $1 and name < $3) as "hasLaterDay"
     from documents d left join document_checks c on c.organisation = $4 and c.document = d.id
       left join projected_documents p on p.organisation = $4 and p.document = d.id
     where d.organisation = $4 and d.name = $1`,
    [name, `journal/${till}/`, `journal/${till}/~`, database.organisation],
  )
  return row
}

/** @returns undefined when they are anything else than new entries, each of its number alone. */
async function readNews(
  database: ShopQueryable,
  { document, projected, checked, heads }: Standing,
): Promise<News | undefined> {
  const rows = await database.query<{ seq: number; data: Uint8Array; isWhole: boolean }>(
    `select through_seq as seq, data, true as "isWhole" from snapshots
      where organisation = $1 and document = $2 and through_seq > $3
     union all
     select seq, data, false from updates where organisation = $1 and document = $2 and seq > $3
     order by seq`,
    [database.organisation, document, projected],
  )
  const placed: PlacedEntry[] = []
  const unchecked: unknown[] = []
  for (const { seq, data } of rows) {
    const added = entriesAddedTo(LOGS.journal[0], data)
    if (added === undefined) return undefined
    for (const entry of added) placed.push(entry)
    if (seq > (checked ?? 0)) for (const { raw } of added) unchecked.push(raw)
  }
  const { entries, contradictions, undecodable } = orderJournal(placed.map(({ raw }) => raw))
  if (contradictions.length > 0 || undecodable.length > 0) return undefined
  // After a compaction all of the document is read: then contradictions of what is older would have shown above.
  const news = new Set(rows.some(row => row.isWhole) ? [] : unchecked)
  const byEpoch = new Map<number, DecodedEntry[]>()
  for (const decoded of entries) {
    const { epoch, number } = decoded.entry
    // Another entry of a number that was looked at before: whether it says the same has to be seen.
    if (news.has(decoded.bytes) && number <= (heads?.[epoch]?.number ?? 0)) return undefined
    const same = byEpoch.get(epoch)
    if (same === undefined) byEpoch.set(epoch, [decoded])
    else same.push(decoded)
  }
  // Looked up after the updates: a mark is committed with the first update that it is about.
  const decoded = new Map<unknown, JournalEntry>(entries.map(({ bytes, entry }) => [bytes, entry]))
  const clocks = await readEntryClocks(database, document, placed, decoded)
  return { seq: rows.at(-1)?.seq ?? projected, byEpoch, clocks }
}

async function followEpoch(
  database: ShopQueryable,
  journal: { readonly till: TillId; readonly day: BusinessDay },
  epoch: number,
  entries: DecodedEntry[],
  { heads, before }: Standing,
  clocks: EntryClocks,
): Promise<FollowedPart | undefined> {
  const writer = await findJournalWriter(database, journal.till, epoch)
  if (writer === undefined) return undefined
  const from = await findHead(database, writer.organisation, journal.till, epoch)
  const verifier = await makeJournalVerifier(writer.publicKey)
  const ordered = { entries, contradictions: [], undecodable: [] }
  const verified = await verifyOrdered(journal.till, epoch, ordered, verifier, from)
  const last = entries.at(-1)?.entry.number
  const known = (heads ?? before)?.[epoch]?.number ?? 0
  // The rows end where findings say that the till's day before ended, or behind it.
  const isOnlyNews = verified.findings.length === 0 && last === verified.head.number && last >= known
  if (!isOnlyNews || (from?.number ?? 0) < (before?.[epoch]?.number ?? 0)) return undefined
  const rows = journalRows({ ...writer, ...journal }, verified.entries, clocks)
  return { writer, from, head: verified.head, rows, entries: verified.entries.length }
}

/** Somebody else was at the same journal meanwhile. */
class OvertakenError extends Error {}

/** @returns whether it is written; not when another has come first. */
async function write(
  database: ShopDatabase,
  name: string,
  standing: Standing,
  seq: number,
  till: TillId,
  parts: readonly FollowedPart[],
): Promise<boolean> {
  try {
    await database.transaction(async tx => {
      await lockProjection(tx, name)
      for (const { writer, from, head, rows } of parts) {
        const now = await findHead(tx, writer.organisation, till, head.epoch)
        if (now?.number !== from?.number) throw new OvertakenError()
        await insertRows(tx, rows)
      }
      await saveProgress(tx, { document: standing.document, seq, state: null, blocked: [] })
      await saveCheck(tx, standing, seq, parts)
    })
    return true
  } catch (error) {
    if (error instanceof OvertakenError) return false
    throw error
  }
}

/** Findings have looked at this as well, unless they looked at something else meanwhile. */
async function saveCheck(
  tx: ShopQueryable,
  { document, checked, heads, before }: Standing,
  seq: number,
  parts: readonly FollowedPart[],
): Promise<void> {
  const now = { ...(before ?? {}), ...(heads ?? {}) } as { [epoch: string]: StoredHeads[string] }
  for (const { head } of parts) {
    now[head.epoch] = { number: head.number, hash: Buffer.from(head.hash).toString('hex') }
  }
  const written = await tx.query(
    `insert into document_checks (organisation, document, through_seq, state, heads, checked_at)
     select $6, $1, greatest($2::bigint, $4::bigint), null, $3::jsonb, now()
      where not exists (select from findings where organisation = $6 and document = $1)
     on conflict (organisation, document) do update set through_seq = excluded.through_seq, state = null,
       heads = excluded.heads, checked_at = excluded.checked_at
      where document_checks.through_seq = $4::bigint and document_checks.heads = $5::jsonb
     returning document`,
    [document, seq, JSON.stringify(now), checked ?? -1, JSON.stringify(heads), tx.organisation],
  )
  if (written.length === 0) throw new OvertakenError()
}
