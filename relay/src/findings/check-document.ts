import { attributedEntries, type DocumentId, formatDocumentId, LOGS } from '@evertill/crdt-model'
import * as Y from 'yjs'
import { decodedByEpoch, findJournalWriter } from '../projection/project-journal.ts'
import { rewrittenEntries } from '../projection/rewritten-entries.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import type { ClientBinding } from '../sync/guard/client-bindings.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import { checkEntries, claimRule } from './check-entries.ts'
import { checkJournal, type StoredHeads } from './check-journal.ts'
import { checkParked } from './check-parked.ts'
import { type FoundFault, mergeFaults } from './found-fault.ts'

export interface CheckServices {
  readonly database: ShopDatabase
  readonly hub: Pick<SyncHub, 'read'>
  readonly now: () => number
}

/** Findings kept of one document; of more, the first. */
const MOST_FINDINGS = 100

export interface CheckOutcome {
  /** Whether the findings are others than before. */
  readonly changed: boolean
  /** A document whose check builds on this one and has to be done again. */
  readonly next: string | undefined
}

interface Standing {
  readonly document: number
  /** The newest update there is. */
  readonly newest: number
  /** How far it was checked; -1 when it never was. */
  readonly checked: number
  readonly state: Uint8Array | null
  readonly heads: StoredHeads | null
  readonly found: number
}

/**
 * Looks at what is new in a document, or at all of it when something was found before, and writes down what is wrong.
 * Doing it again changes nothing.
 * @param afresh all of it, whatever is known of it: what it was compared with is something else now
 */
export async function checkDocument(
  services: CheckServices,
  document: DocumentId,
  afresh = false,
): Promise<CheckOutcome> {
  const name = formatDocumentId(document)
  const known = await readStanding(services.database, name)
  if (known === undefined) return { changed: false, next: undefined }
  const standing = afresh ? { ...known, checked: -1, state: null, heads: null } : known
  return document.kind === 'journal'
    ? checkJournalDocument(services, document, name, standing)
    : checkRecordDocument(services, document, standing)
}

async function readStanding(database: ShopQueryable, name: string): Promise<Standing | undefined> {
  const [row] = await database.query<Standing>(
    `select d.id as document, coalesce(c.through_seq, -1) as checked, c.state, c.heads,
       coalesce((select max(seq) from updates where organisation = $1 and document = d.id),
                (select through_seq from snapshots where organisation = $1 and document = d.id), 0) as newest,
       (select count(*) from findings where organisation = $1 and document = d.id) as found
     from documents d left join document_checks c on c.organisation = $1 and c.document = d.id
     where d.organisation = $1 and d.name = $2`,
    [database.organisation, name],
  )
  return row
}

async function checkJournalDocument(
  services: CheckServices,
  document: Extract<DocumentId, { kind: 'journal' }>,
  name: string,
  standing: Standing,
): Promise<CheckOutcome> {
  const { database, hub } = services
  const before = await headsBefore(database, document.till, name)
  // What was checked stands only on the day before as it was then.
  const isSound = standing.heads !== null && standing.found === 0 && startsFrom(standing.heads, before)
  // Nearly always: whoever made the rows has looked at it (`followJournal`).
  if (isSound && standing.checked >= standing.newest) return { changed: false, next: undefined }
  const entries = await hub.read(document, doc => attributedEntries(doc))
  const [log] = LOGS.journal
  const raws = entries.filter(entry => entry.log === log).map(entry => entry.raw)
  const known = isSound && standing.heads !== null ? standing.heads : undefined
  const journal = await checkJournal(database, document.till, raws, before, known)
  const unreadable = checkEntries(document, entries, new Map(), () => true)
  const rewritten = await writtenOnOtherDays(database, document, raws, before)
  const changed = await save(services, standing, {
    faults: [...unreadable, ...journal.faults, ...rewritten],
    state: null,
    heads: journal.heads,
  })
  const moved = JSON.stringify(standing.heads) !== JSON.stringify(journal.heads)
  return { changed, next: moved ? await dayAfter(database, document.till, name) : undefined }
}

/** Numbers that another day of the till has, and that say something else here. */
async function writtenOnOtherDays(
  database: ShopQueryable,
  { till, day }: Extract<DocumentId, { kind: 'journal' }>,
  raws: readonly unknown[],
  before: StoredHeads,
): Promise<FoundFault[]> {
  const faults: FoundFault[] = []
  for (const [epoch, entries] of decodedByEpoch(raws)) {
    const passed = entries.filter(({ entry }) => entry.number <= (before[epoch]?.number ?? 0))
    const writer = passed.length > 0 ? await findJournalWriter(database, till, epoch) : undefined
    if (writer === undefined) continue
    const place = { organisation: writer.organisation, till, epoch, day }
    const rewritten = await rewrittenEntries(database, place, writer.publicKey, passed, [])
    for (const { number } of rewritten)
      faults.push({ kind: 'duplicate-differs', epoch, from: number, to: number, entries: 1 })
  }
  return faults
}

/** The heads at the end of the till's day before this one. */
async function headsBefore(database: ShopQueryable, till: string, name: string): Promise<StoredHeads> {
  const [row] = await database.query<{ heads: StoredHeads }>(
    `select c.heads from documents d join document_checks c on c.organisation = $1 and c.document = d.id
     where d.organisation = $1 and d.name >= $2 and d.name < $3 order by d.name desc limit 1`,
    [database.organisation, `journal/${till}/`, name],
  )
  return row?.heads ?? {}
}

async function dayAfter(database: ShopQueryable, till: string, name: string): Promise<string | undefined> {
  const [row] = await database.query<{ name: string }>(
    'select name from documents where organisation = $1 and name > $2 and name < $3 order by name limit 1',
    [database.organisation, name, `journal/${till}/~`],
  )
  return row?.name
}

/** Whether no head has been moved behind the ones that it was checked from: heads only grow. */
function startsFrom(heads: StoredHeads, before: StoredHeads): boolean {
  return Object.entries(before).every(([epoch, head]) => (heads[epoch]?.number ?? 0) >= head.number)
}

async function checkRecordDocument(
  services: CheckServices,
  document: DocumentId,
  standing: Standing,
): Promise<CheckOutcome> {
  const { database, hub } = services
  if (standing.checked >= standing.newest && standing.found === 0) return { changed: false, next: undefined }
  const since = newSince(document, standing)
  const { entries, state } = await hub.read(document, doc => ({
    entries: attributedEntries(doc, since),
    state: Y.encodeStateVector(doc),
  }))
  const bindings = await readBindings(database, standing.document)
  const mayClaim = await claimRule(database, hub)
  const faults = [
    ...checkEntries(document, entries, bindings, mayClaim),
    ...(document.kind === 'parked' ? checkParked(entries) : []),
  ]
  return { changed: await save(services, standing, { faults, state, heads: {} }), next: undefined }
}

/**
 * The state up to which nothing has to be looked at again. Once something was found, all is: what was put right must
 * not stay found. Of parked sales one entry says nothing without the others.
 */
function newSince(document: DocumentId, { found, state }: Standing): Uint8Array | undefined {
  return found === 0 && state !== null && document.kind !== 'parked' ? new Uint8Array(state) : undefined
}

async function readBindings(
  database: ShopQueryable,
  document: number,
): Promise<ReadonlyMap<number, ClientBinding>> {
  const rows = await database.query<{ client: number; writer: string; name: string }>(
    'select client, writer, name from client_bindings where organisation = $1 and document = $2',
    [database.organisation, document],
  )
  return new Map(rows.map(row => [row.client, row]))
}

/** Replaces the document's findings; those that were there keep the time at which they were found first. */
async function save(
  { database, now }: CheckServices,
  standing: Standing,
  check: {
    readonly faults: readonly FoundFault[]
    readonly state: Uint8Array | null
    readonly heads: StoredHeads
  },
): Promise<boolean> {
  const found = [...mergeFaults(check.faults)].slice(0, MOST_FINDINGS)
  const rows = found.map(([key, { kind, entries, ...detail }]) => ({ key, kind, detail, entries }))
  const at = new Date(now())
  return database.transaction(async tx => {
    const gone = await tx.query(
      `delete from findings where organisation = $1 and document = $2
         and key not in (select json_array_elements_text($3::json)) returning key`,
      [tx.organisation, standing.document, JSON.stringify(rows.map(row => row.key))],
    )
    const kept = await tx.query<{ isNew: boolean }>(
      `insert into findings (organisation, document, key, kind, detail, entries, found_at)
       select $1, $2, key, kind, detail, entries, $4
       from jsonb_to_recordset($3::jsonb) as rows (key text, kind text, detail jsonb, entries int)
       on conflict (organisation, document, key) do update set detail = excluded.detail, entries = excluded.entries
       returning (found_at = $4) as "isNew"`,
      [tx.organisation, standing.document, JSON.stringify(rows), at],
    )
    await tx.query(
      `insert into document_checks (organisation, document, through_seq, state, heads, checked_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (organisation, document) do update set through_seq = excluded.through_seq, state = excluded.state,
         heads = excluded.heads, checked_at = excluded.checked_at`,
      [tx.organisation, standing.document, standing.newest, check.state, JSON.stringify(check.heads), at],
    )
    return gone.length > 0 || kept.some(row => row.isNew)
  })
}
