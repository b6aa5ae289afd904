import {
  type Dot,
  decodeRecordEntry,
  makeDot,
  parseDot,
  type RecordEntry,
  redundantEntries,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import type { Database, Queryable } from '../storage/database.ts'

/** A row of the history as it is stored. */
export interface StoredEntry {
  readonly log: string
  readonly dot: string
  readonly record: string
  readonly fields: string
  readonly replaces: string
  readonly who: string
  readonly at: number
}

/** The columns of a `StoredEntry`. */
export const ENTRY_COLUMNS = 'log, dot, record, fields, replaces, who, at'

/**
 * Forgets what nobody needs to tell how things were at `before` or later: entries from before it that others from
 * before it had made redundant. What was in force then stays, however old it is.
 * @param before milliseconds since 1970
 * @returns how many entries were forgotten
 */
export async function pruneHistory(database: Database, before: number): Promise<number> {
  const documents = await database.query<{ organisation: string; document: string }>(
    'select distinct organisation, document from record_history where received_at < $1',
    [before],
  )
  let forgotten = 0
  for (const { organisation, document } of documents) {
    forgotten += await database.transaction(tx => pruneDocument(tx, organisation, document, before))
  }
  return forgotten
}

async function pruneDocument(
  tx: Queryable,
  organisation: string,
  document: string,
  before: number,
): Promise<number> {
  const rows = await tx.query<StoredEntry>(
    `select ${ENTRY_COLUMNS} from record_history
      where organisation = $1 and document = $2 and received_at < $3 order by position`,
    [organisation, document, before],
  )
  let forgotten = 0
  for (const log of new Set(rows.map(row => row.log))) {
    const ofLog = rows.filter(row => row.log === log)
    const dots = redundantEntries(ofLog.map(readStoredEntry)).flatMap(index => ofLog[index]?.dot ?? [])
    if (dots.length === 0) continue
    await tx.query(
      `delete from record_history where organisation = $1 and document = $2 and log = $3
         and dot in (select jsonb_array_elements_text($4::jsonb))`,
      [organisation, document, log, JSON.stringify(dots)],
    )
    forgotten += dots.length
  }
  if (forgotten > 0) {
    await tx.query(
      `insert into record_history_bounds (organisation, document, whole_since) values ($1, $2, $3)
       on conflict (organisation, document) do update
         set whole_since = greatest(record_history_bounds.whole_since, excluded.whole_since)`,
      [organisation, document, before],
    )
  }
  return forgotten
}

const storedFields = v.record(v.string(), v.unknown())

/** The entry of a stored row. Undefined cannot happen but for rows that somebody else wrote. */
export function readStoredEntry(row: StoredEntry): RecordEntry | undefined {
  const dot = parseDot(row.dot)
  if (dot === undefined) return undefined
  const fields = v.parse(storedFields, JSON.parse(row.fields))
  const replaces = v.parse(storedFields, JSON.parse(row.replaces))
  const named = Object.keys(replaces).length === 0 ? 0 : replaces
  return decodeRecordEntry([
    dot.replica,
    dot.counter,
    row.record,
    fields,
    named,
    row.who,
    Math.floor(row.at / 1000),
  ])
}

/** The dot of an entry, as rows have it. */
export function dotOf(entry: RecordEntry): Dot {
  return makeDot(entry.replica, entry.counter)
}
