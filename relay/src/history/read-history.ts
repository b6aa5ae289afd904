import {
  formatDocumentId,
  type HistoryChange,
  type HistoryQuery,
  type HistoryReply,
  type RecordEntry,
  valuesBefore,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { readCursor, writeCursor } from '../reports/page-cursor.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { ENTRY_COLUMNS, readStoredEntry, type StoredEntry } from './prune-history.ts'
import { type KeptDocument, keptDocument } from './record-history.ts'

interface ChangeRow extends StoredEntry {
  readonly position: number
  readonly received_at: number
  readonly is_first: boolean
  /** Of a writer who is told by id: the shop's own set-up. */
  readonly user_name: string | null
  /** Fields of the newest entry that writes a name. */
  readonly named: string | null
  /** The entries it names as replaced; null for those that are not kept any more. */
  readonly replaced_entries: readonly (StoredEntry | null)[]
}

/**
 * Changes of a document, of one of its logs or of one record, the newest first: one query a page. An entry comes with
 * those it replaced, so that "from which value" can be told, and with the record's newest name.
 */
export async function readHistory(
  sources: { readonly database: Database; readonly now: () => number; readonly keepMs: number },
  organisation: string,
  query: HistoryQuery,
): Promise<HistoryReply> {
  const document = keptDocument(query.catalog)
  const name = formatDocumentId(document)
  const [before] = readCursor(query.cursor, ['number'])
  const since = await historyWholeSince(sources, organisation, document)
  const rows = await sources.database.query<ChangeRow>(PAGE, [
    organisation,
    name,
    query.log ?? null,
    query.record ?? null,
    before ?? null,
    since,
    query.limit + 1,
  ])
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    changes: page.flatMap(row => changeOf(row) ?? []),
    next: rows.length > query.limit && last ? writeCursor([last.position]) : null,
    keptSince: since,
  }
}

const PAGE = `
  with page as (
    select ${ENTRY_COLUMNS}, position, received_at, replaced from record_history
     where organisation = $1 and document = $2 and ($3::text is null or log = $3)
       and ($4::text is null or record = $4) and ($5::bigint is null or position < $5) and received_at >= $6
     order by position desc limit $7
  )
  select page.*,
    (select u.name from users u where u.organisation = $1 and u.id = page.who) as user_name,
    not exists (select from record_history o where o.organisation = $1 and o.document = $2 and o.log = page.log
                 and o.record = page.record and o.position < page.position) as is_first,
    (select n.fields from record_history n where n.organisation = $1 and n.document = $2 and n.log = page.log
       and n.record = page.record and n.fields like '%"name":%' order by n.position desc limit 1) as named,
    coalesce((select jsonb_agg((
        select jsonb_build_object('log', o.log, 'dot', o.dot, 'record', o.record, 'fields', o.fields,
                                  'replaces', o.replaces, 'who', o.who, 'at', o.at)
          from record_history o
         where o.organisation = $1 and o.document = $2 and o.log = page.log and o.dot = named.dot))
      from jsonb_array_elements_text(page.replaced) named(dot)), '[]') as replaced_entries
  from page order by position desc`

function changeOf(row: ChangeRow): HistoryChange | undefined {
  const entry = readStoredEntry(row)
  if (entry === undefined) return undefined
  const replaced = row.replaced_entries.flatMap(other => (other && readStoredEntry(other)) ?? [])
  return {
    id: row.dot,
    log: row.log,
    record: row.record,
    name: nameIn(row.named),
    who: row.user_name ?? row.who,
    at: row.at,
    receivedAt: row.received_at,
    isFirst: row.is_first,
    fields: Object.entries(entry.fields).map(([field, to]) => ({
      field,
      to,
      from: valuesBefore(entry, field, replaced),
    })),
  }
}

const named = v.object({ name: v.string() })

function nameIn(fields: string | null): string {
  const found = v.safeParse(named, JSON.parse(fields ?? 'null'))
  return found.success ? found.output.name : ''
}

/** The moment from which on the document's history tells everything, milliseconds since 1970. */
export async function historyWholeSince(
  sources: { readonly database: Queryable; readonly now: () => number; readonly keepMs: number },
  organisation: string,
  document: KeptDocument,
): Promise<number> {
  const [row] = await sources.database.query<{ first: number | null; pruned: number | null }>(
    `select (select min(received_at) from record_history where organisation = $1 and document = $2) as first,
       (select whole_since from record_history_bounds where organisation = $1 and document = $2) as pruned`,
    [organisation, formatDocumentId(document)],
  )
  return Math.max(sources.now() - sources.keepMs, row?.first ?? 0, row?.pruned ?? 0, 0)
}

/** A record of a document, and what had reached the relay of it by a moment. */
export interface RecordThen {
  readonly log: string
  readonly record: string
  readonly entries: RecordEntry[]
}

/**
 * The records that somebody wrote after a moment, with what had reached the relay of each by then: all others are as
 * they were. Without entries it was not there yet.
 */
export async function recordsChangedSince(
  database: Queryable,
  organisation: string,
  document: KeptDocument,
  moment: number,
  only: { readonly log: string; readonly id: string } | undefined,
): Promise<RecordThen[]> {
  const parameters = [organisation, formatDocumentId(document), moment, only?.log ?? null, only?.id ?? null]
  const touched = `select distinct log, record from record_history
    where organisation = $1 and document = $2 and received_at > $3
      and ($4::text is null or log = $4) and ($5::text is null or record = $5)`
  const records = new Map<string, RecordThen>()
  for (const { log, record } of await database.query<{ log: string; record: string }>(touched, parameters)) {
    records.set(`${log}/${record}`, { log, record, entries: [] })
  }
  const rows = await database.query<StoredEntry>(
    `with touched as (${touched})
     select ${ENTRY_COLUMNS} from record_history join touched using (log, record)
      where organisation = $1 and document = $2 and received_at <= $3`,
    parameters,
  )
  for (const row of rows) {
    const entry = readStoredEntry(row)
    if (entry !== undefined) records.get(`${row.log}/${row.record}`)?.entries.push(entry)
  }
  return [...records.values()]
}

/** Whether anything of the record had reached the relay by a moment. */
export async function wasThere(
  database: Queryable,
  organisation: string,
  document: KeptDocument,
  moment: number,
  { log, id }: { readonly log: string; readonly id: string },
): Promise<boolean> {
  const rows = await database.query(
    `select 1 from record_history
      where organisation = $1 and document = $2 and log = $4 and record = $5 and received_at <= $3 limit 1`,
    [organisation, formatDocumentId(document), moment, log, id],
  )
  return rows.length > 0
}
