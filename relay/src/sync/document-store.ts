import type { Database, Queryable } from '../storage/database.ts'
import type { DocumentFigures } from './sync-hub.ts'

/** A document as the store has it. */
export interface StoredDocument {
  /** The store's number for it, or null when nothing of it was stored yet. */
  readonly number: number | null
  readonly snapshot: Uint8Array | null
  /** What came after the snapshot, oldest first. */
  readonly tail: readonly Uint8Array[]
}

/** One update to store. `document` is the store's number. */
export interface UpdateRow {
  readonly document: number
  readonly data: Uint8Array
}

/** What a compaction did away with. */
export interface CompactedTail {
  readonly updates: number
  readonly bytes: number
}

/** A journal's entry count as last written down, and the sequences it and the document's newest update have. */
export interface StoredEntryCount {
  readonly document: number
  readonly name: string
  readonly entries: number | null
  readonly countedSeq: number | null
  readonly newestSeq: number
}

/** Everything sync asks of the relational store. Methods reject with the database's error. */
export class DocumentStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Snapshot and tail in one statement, so that a compaction in between cannot hide updates. */
  async load(name: string): Promise<StoredDocument> {
    const rows = await this.#database.query<{
      document: number
      seq: number | null
      data: Uint8Array | null
    }>(
      `with found as (select id from documents where name = $1)
       select id as document, null::bigint as seq, data from found left join snapshots on document = id
       union all
       select id, seq, data from found join updates on document = id
       order by seq nulls first`,
      [name],
    )
    const [first, ...tail] = rows
    if (first === undefined) return { number: null, snapshot: null, tail: [] }
    return { number: first.document, snapshot: first.data, tail: tail.flatMap(row => row.data ?? []) }
  }

  /** Gives each name a number, the same one for ever. */
  async numberDocuments(names: readonly string[]): Promise<Map<string, number>> {
    const list = JSON.stringify(names)
    await this.#database.query(
      'insert into documents (name) select json_array_elements_text($1::json) on conflict (name) do nothing',
      [list],
    )
    const rows = await this.#database.query<{ id: number; name: string }>(
      'select id, name from documents where name in (select json_array_elements_text($1::json))',
      [list],
    )
    return new Map(rows.map(row => [row.name, row.id]))
  }

  /**
   * Stores updates in the order given: committed when it resolves. One statement whose text never changes, however
   * many rows: the data goes as one value, cut up by the database (65,535 parameters are the limit otherwise). It
   * goes as hexadecimal text because PGlite takes 0.1 ms for each kilobyte of bytes.
   */
  async append(rows: readonly UpdateRow[]): Promise<void> {
    const starts: number[] = []
    let bytes = 0
    for (const { data } of rows) {
      starts.push(bytes + 1)
      bytes += data.byteLength
    }
    await this.#database.query(
      // The scalar subquery is evaluated once, a bare call of decode for each row.
      `insert into updates (document, data)
       select document, substring((select decode($1::text, 'hex')) from start for length)
       from unnest($2::text::bigint[], $3::text::int[], $4::text::int[])
         with ordinality as rows (document, start, length, place)
       order by place`,
      [
        rows.map(row => hexOf(row.data)).join(''),
        `{${rows.map(row => row.document).join()}}`,
        `{${starts.join()}}`,
        `{${rows.map(row => row.data.byteLength).join()}}`,
      ],
    )
  }

  /**
   * Replaces a document's snapshot and tail by one snapshot, in one transaction. What is deleted is exactly what was
   * read, so updates that are committed meanwhile stay in the tail.
   * @param fold makes one update of the snapshot and the tail.
   */
  compact(
    document: number,
    fold: (snapshot: Uint8Array | null, tail: readonly Uint8Array[]) => Uint8Array,
  ): Promise<CompactedTail> {
    return this.#database.transaction(async tx => {
      // One compaction of a document at a time, also when several relays share the database.
      await tx.query('select id from documents where id = $1 for update', [document])
      const [stored] = await tx.query<{ data: Uint8Array }>(
        'select data from snapshots where document = $1',
        [document],
      )
      const tail = await takeTail(tx, document)
      const newest = tail.at(-1)
      if (newest === undefined) return { updates: 0, bytes: 0 }
      const updates = tail.map(row => row.data)
      await tx.query(
        `insert into snapshots (document, through_seq, data) values ($1, $2, $3)
         on conflict (document) do update
         set through_seq = excluded.through_seq, data = excluded.data, compacted_at = now()`,
        [document, newest.seq, fold(stored?.data ?? null, updates)],
      )
      return { updates: updates.length, bytes: updates.reduce((sum, update) => sum + update.byteLength, 0) }
    })
  }

  async figures(): Promise<DocumentFigures> {
    const [row] = await this.#database.query<{ documents: number; bytes: number }>(
      `select (select count(*) from documents) as documents,
         pg_total_relation_size('documents') + pg_total_relation_size('updates')
           + pg_total_relation_size('snapshots') as bytes`,
    )
    return { documents: row?.documents ?? 0, storedBytes: row?.bytes ?? 0 }
  }

  async list(prefix: string): Promise<string[]> {
    const rows = await this.#database.query<{ name: string }>(
      'select name from documents where name >= $1 and name < $2 order by name',
      prefixRange(prefix),
    )
    return rows.map(row => row.name)
  }

  /** The entry counts of all documents whose names start with `prefix`. */
  async entryCounts(prefix: string): Promise<StoredEntryCount[]> {
    return this.#database.query<{
      document: number
      name: string
      entries: number | null
      countedSeq: number | null
      newestSeq: number
    }>(
      `select id as document, name, entry_count as entries, entry_count_seq as "countedSeq", coalesce(
         (select max(seq) from updates where document = documents.id),
         (select through_seq from snapshots where document = documents.id), 0) as "newestSeq"
       from documents where name >= $1 and name < $2`,
      prefixRange(prefix),
    )
  }

  async saveEntryCount(document: number, entries: number, seq: number): Promise<void> {
    await this.#database.query('update documents set entry_count = $2, entry_count_seq = $3 where id = $1', [
      document,
      entries,
      seq,
    ])
  }
}

function hexOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex')
}

async function takeTail(tx: Queryable, document: number): Promise<{ seq: number; data: Uint8Array }[]> {
  const rows = await tx.query<{ seq: number; data: Uint8Array }>(
    'delete from updates where document = $1 returning seq, data',
    [document],
  )
  return [...rows].sort((a, b) => a.seq - b.seq)
}

/** Names are made of ASCII letters, digits, `_`, `-` and `/`: all of them sort before `~`. */
function prefixRange(prefix: string): [string, string] {
  return [prefix, `${prefix}~`]
}
