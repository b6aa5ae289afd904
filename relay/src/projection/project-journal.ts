import {
  type BusinessDay,
  type DecodedEntry,
  decodeEntry,
  formatDocumentId,
  type JournalFinding,
  type JournalHead,
  type OrganisationId,
  type PlacedEntry,
  type StoreId,
  type TillId,
  toId,
  type VerifiedJournal,
  verifyJournal,
} from '@evertill/crdt-model'
import { makeJournalVerifier } from '../behind/journal-verifier.ts'
import type { Queryable } from '../storage/database.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import { readEntryClocks } from './entry-clocks.ts'
import { journalRows } from './journal-rows.ts'
import { lockProjection, saveProgress } from './progress.ts'
import { findNews, readRawNews } from './read-news.ts'
import { type RewrittenEntry, rewrittenEntries } from './rewritten-entries.ts'
import { insertRows } from './tables.ts'

/** Why entries of a journal are not in the rows. */
export type BlockingFinding =
  | Extract<JournalFinding, { kind: 'gap' | 'broken-chain' | 'bad-signature' }>
  /** No device was ever enrolled for this till and epoch. */
  | { readonly kind: 'unknown-device'; readonly epoch: number }

export interface JournalOutcome {
  /** Entries that are in the rows now and were not before. */
  readonly projected: number
  /** What keeps further entries out; empty when nothing does. */
  readonly blocked: readonly BlockingFinding[]
  /** How far the document was read now. */
  readonly seq: number
  /** An entry came of a number that has rows, and counts instead of theirs: the till's rows must be made again. */
  readonly isRewritten: boolean
}

/** The device that wrote an epoch of a till's journal. */
export interface JournalWriter {
  readonly organisation: OrganisationId
  readonly store: StoreId
  readonly tillCode: string
  readonly publicKey: Uint8Array
}

/** One epoch's part of a journal document, checked from where the rows end. */
export interface CheckedPart {
  readonly epoch: number
  /** Of numbers up to where the rows end: rows of them are there. */
  readonly passedOver: readonly DecodedEntry[]
  readonly from: JournalHead | undefined
  readonly writer: JournalWriter
  readonly verified: VerifiedJournal
}

const NOTHING = { projected: 0, blocked: [], isRewritten: false } as const

/** Tried again this often when another relay takes the same till on at the same moment. */
const ATTEMPTS = 5

/**
 * Makes rows of what is new in a journal document: entries that are numbered without a gap, linked and signed. Cut off
 * anywhere it has done all of it or nothing; done twice, or by two relays at once, it changes nothing more.
 *
 * @param readUpTo how far the document was read here last. When the rows say anything else another relay has been at
 *   it, and what was committed through this one may have become visible after what that one read, with a lower number:
 *   then all of the document is looked at
 */
export async function projectJournal(
  database: ShopDatabase,
  name: string,
  journal: { readonly till: TillId; readonly day: BusinessDay },
  readUpTo?: number,
): Promise<JournalOutcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await projectOnce(database, name, journal, readUpTo)
    if (outcome !== 'overtaken') return outcome
    if (attempt === ATTEMPTS) throw new Error(`${name} is being projected elsewhere`)
  }
}

async function projectOnce(
  database: ShopDatabase,
  name: string,
  journal: { readonly till: TillId; readonly day: BusinessDay },
  readUpTo: number | undefined,
): Promise<JournalOutcome | 'overtaken'> {
  const { till, day } = journal
  const news = await findNews(database, name)
  if (news === undefined) return { ...NOTHING, seq: 0 }
  const mayHavePassedOver = news.after > 0 && news.after !== readUpTo
  if (news.seq <= news.after && !mayHavePassedOver) return { ...NOTHING, seq: news.after }
  const fresh = await readRawNews(database, news.document, mayHavePassedOver ? 0 : news.after)
  let { entries } = fresh
  let checked = await checkParts(database, till, entries)
  if (checked.blocked.length > 0 && news.after > 0 && !mayHavePassedOver) {
    // Another relay's update may have become visible after one of a higher number: then it is among the older ones.
    entries = (await readRawNews(database, news.document, 0)).entries
    checked = await checkParts(database, till, entries)
  }
  const { parts, blocked } = checked
  const rewritten = await findRewritten(database, journal, news.document, parts)
  if (rewritten.some(({ mayCount }) => mayCount)) return { ...NOTHING, seq: news.after, isRewritten: true }
  const clocks = await readEntryClocks(database, news.document, entries)
  return database.transaction(async tx => {
    await lockProjection(tx, name)
    for (const { writer, from, verified } of parts) {
      const now = await findHead(tx, writer.organisation, till, verified.head.epoch)
      if (now?.number !== from?.number) return 'overtaken'
      await insertRows(tx, journalRows({ ...writer, till, day }, verified.entries, clocks))
    }
    const seq = blocked.length > 0 ? news.after : Math.max(news.after, fresh.seq)
    await saveProgress(tx, { document: news.document, seq, state: null, blocked })
    // What does not count is found by whoever looks at the whole day once more.
    if (rewritten.length > 0) await forgetChecks(tx, journal)
    const projected = parts.reduce((sum, part) => sum + part.verified.entries.length, 0)
    return { projected, blocked, seq, isRewritten: false }
  })
}

/** The entries of this day that say something else than the rows of their numbers. */
async function findRewritten(
  database: ShopDatabase,
  journal: { readonly till: TillId; readonly day: BusinessDay },
  document: number,
  parts: readonly CheckedPart[],
): Promise<RewrittenEntry[]> {
  const passed = parts.filter(part => part.passedOver.length > 0)
  if (passed.length === 0) return []
  const whole = await readRawNews(database, document, 0)
  const ofDay = new Map(decodedByEpoch(whole.entries.map(({ raw }) => raw)))
  const rewritten: RewrittenEntry[] = []
  for (const { writer, epoch, passedOver } of passed) {
    const place = { ...journal, organisation: writer.organisation, epoch }
    const { publicKey } = writer
    rewritten.push(
      ...(await rewrittenEntries(database, place, publicKey, passedOver, ofDay.get(epoch) ?? [])),
    )
  }
  return rewritten
}

/** The days of a till from this one on have to be looked through for findings as if they never had been. */
export async function forgetChecks(
  tx: ShopQueryable,
  { till, day }: { readonly till: TillId; readonly day: BusinessDay },
): Promise<void> {
  await tx.query(
    `delete from document_checks where organisation = $1 and document in (
       select id from documents where organisation = $1 and name >= $2 and name < $3)`,
    [tx.organisation, formatDocumentId({ kind: 'journal', till, day }), `journal/${till}/~`],
  )
}

async function checkParts(
  database: ShopDatabase,
  till: TillId,
  placed: readonly PlacedEntry[],
): Promise<{ parts: CheckedPart[]; blocked: BlockingFinding[] }> {
  const parts: CheckedPart[] = []
  const blocked: BlockingFinding[] = []
  for (const [epoch, entries] of decodedByEpoch(placed.map(({ raw }) => raw))) {
    const writer = await findJournalWriter(database, till, epoch)
    if (writer === undefined) {
      blocked.push({ kind: 'unknown-device', epoch })
      continue
    }
    const from = await findHead(database, writer.organisation, till, epoch)
    const part = await checkPart(till, epoch, entries, writer, from)
    parts.push(part)
    blocked.push(...blockingFindings(part.verified))
  }
  return { parts, blocked }
}

/** Entries by epoch, the first epoch first. What is no entry is left out: it is a finding elsewhere. */
export function decodedByEpoch(raws: readonly unknown[]): [number, DecodedEntry[]][] {
  const epochs = new Map<number, DecodedEntry[]>()
  for (const raw of raws) {
    const decoded: DecodedEntry | undefined = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
    if (decoded === undefined) continue
    const same = epochs.get(decoded.entry.epoch)
    if (same === undefined) epochs.set(decoded.entry.epoch, [decoded])
    else same.push(decoded)
  }
  return [...epochs].sort(([a], [b]) => a - b)
}

/** Checks entries of one epoch from the head of the rows on. */
export async function checkPart(
  till: TillId,
  epoch: number,
  entries: readonly DecodedEntry[],
  writer: JournalWriter,
  from: JournalHead | undefined,
): Promise<CheckedPart> {
  const verifier = await makeJournalVerifier(writer.publicKey)
  const passedOver = entries.filter(({ entry }) => entry.number <= (from?.number ?? 0))
  const raws = entries.map(({ bytes }) => bytes)
  const verified = await verifyJournal(till, epoch, raws, verifier, from)
  return { epoch, passedOver, from, writer, verified }
}

export function blockingFindings({ findings }: VerifiedJournal): BlockingFinding[] {
  return findings.flatMap(finding =>
    finding.kind === 'gap' || finding.kind === 'broken-chain' || finding.kind === 'bad-signature'
      ? finding
      : [],
  )
}

/** The device of a till's epoch, revoked or not: what it wrote before stays true. */
export async function findJournalWriter(
  database: Queryable,
  till: TillId,
  epoch: number,
): Promise<JournalWriter | undefined> {
  const [row] = await database.query<{
    organisation: string
    store: string
    public_key: Uint8Array
    till_code: string
  }>(
    `select organisation, store, public_key,
       (select coalesce(code, '') from till_epochs where till_epochs.till = devices.till) as till_code
     from devices where till = $1 and epoch::bigint = $2`,
    [till, epoch],
  )
  if (!row) return undefined
  return {
    organisation: toId<OrganisationId>(row.organisation),
    store: toId<StoreId>(row.store),
    tillCode: row.till_code,
    publicKey: row.public_key,
  }
}

/** Where the rows of a till's epoch end, or undefined when there are none. */
export async function findHead(
  database: Queryable,
  organisation: OrganisationId,
  till: TillId,
  epoch: number,
): Promise<JournalHead | undefined> {
  const [row] = await database.query<{ number: number; hash: string }>(
    `select number, hash from journal_entries
      where organisation = $1 and till = $2 and epoch::bigint = $3 order by number desc limit 1`,
    [organisation, till, epoch],
  )
  return row && { epoch, number: row.number, hash: Uint8Array.from(Buffer.from(row.hash, 'hex')) }
}
