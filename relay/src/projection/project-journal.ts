import {
  type BusinessDay,
  type DecodedEntry,
  decodeEntry,
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
import type { ShopDatabase } from '../storage/shop-database.ts'
import { readEntryClocks } from './entry-clocks.ts'
import { journalRows } from './journal-rows.ts'
import { lockProjection, saveProgress } from './progress.ts'
import { findNews, readRawNews } from './read-news.ts'
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
  readonly from: JournalHead | undefined
  readonly writer: JournalWriter
  readonly verified: VerifiedJournal
}

/** Tried again this often when another relay takes the same till on at the same moment. */
const ATTEMPTS = 5

/**
 * Makes rows of what is new in a journal document: entries that are numbered without a gap, linked and signed. Cut off
 * anywhere it has done all of it or nothing; done twice, or by two relays at once, it changes nothing more.
 */
export async function projectJournal(
  database: ShopDatabase,
  name: string,
  journal: { readonly till: TillId; readonly day: BusinessDay },
): Promise<JournalOutcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await projectOnce(database, name, journal)
    if (outcome !== 'overtaken') return outcome
    if (attempt === ATTEMPTS) throw new Error(`${name} is being projected elsewhere`)
  }
}

async function projectOnce(
  database: ShopDatabase,
  name: string,
  { till, day }: { readonly till: TillId; readonly day: BusinessDay },
): Promise<JournalOutcome | 'overtaken'> {
  const news = await findNews(database, name)
  if (news === undefined || news.seq <= news.after) return { projected: 0, blocked: [] }
  const fresh = await readRawNews(database, news.document, news.after)
  let { entries } = fresh
  let checked = await checkParts(database, till, entries)
  if (checked.blocked.length > 0 && news.after > 0) {
    // Another relay's update may have become visible after one of a higher number: then it is among the older ones.
    entries = (await readRawNews(database, news.document, 0)).entries
    checked = await checkParts(database, till, entries)
  }
  const { parts, blocked } = checked
  const clocks = await readEntryClocks(database, news.document, entries)
  return database.transaction(async tx => {
    await lockProjection(tx, name)
    for (const { writer, from, verified } of parts) {
      const now = await findHead(tx, writer.organisation, till, verified.head.epoch)
      if (now?.number !== from?.number) return 'overtaken'
      await insertRows(tx, journalRows({ ...writer, till, day }, verified.entries, clocks))
    }
    await saveProgress(tx, {
      document: news.document,
      seq: blocked.length > 0 ? news.after : fresh.seq,
      state: null,
      blocked,
    })
    return { projected: parts.reduce((sum, part) => sum + part.verified.entries.length, 0), blocked }
  })
}

async function checkParts(
  database: ShopDatabase,
  till: TillId,
  placed: readonly PlacedEntry[],
): Promise<{ parts: CheckedPart[]; blocked: BlockingFinding[] }> {
  const parts: CheckedPart[] = []
  const blocked: BlockingFinding[] = []
  for (const [epoch, entries] of byEpoch(placed)) {
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

/** Decoded entries by epoch, the first epoch first. What is no entry is left out: it is a finding elsewhere. */
export function byEpoch(placed: readonly PlacedEntry[]): [number, Uint8Array[]][] {
  const epochs = new Map<number, Uint8Array[]>()
  for (const { raw } of placed) {
    const decoded: DecodedEntry | undefined = raw instanceof Uint8Array ? decodeEntry(raw) : undefined
    if (decoded === undefined) continue
    const same = epochs.get(decoded.entry.epoch)
    if (same === undefined) epochs.set(decoded.entry.epoch, [decoded.bytes])
    else same.push(decoded.bytes)
  }
  return [...epochs].sort(([a], [b]) => a - b)
}

/** Checks entries of one epoch from the head of the rows on. */
export async function checkPart(
  till: TillId,
  epoch: number,
  entries: readonly Uint8Array[],
  writer: JournalWriter,
  from: JournalHead | undefined,
): Promise<CheckedPart> {
  const verifier = await makeJournalVerifier(writer.publicKey)
  return { from, writer, verified: await verifyJournal(till, epoch, entries, verifier, from) }
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
