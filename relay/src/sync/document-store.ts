import { FIRST_EPOCH } from '@evertill/crdt-model'
import type { Exclusive } from '../storage/database.ts'
import type { ShopDatabase, ShopQueryable } from '../storage/shop-database.ts'
import type { ClockMark } from './clock-marks.ts'
import { type MadeEpoch, type NewEpoch, replaceByEpoch } from './epoch-store.ts'
import type { ClientBinding, Writer } from './guard/client-bindings.ts'
import { hexOf } from './hex.ts'
import type { DocumentFigures } from './sync-hub.ts'
import { SLICE_BYTES, writeSnapshot } from './write-snapshot.ts'

/** A document as the store has it. */
export interface StoredDocument {
  /** The store's number for it, or null when nothing of it was stored yet. */
  readonly number: number | null
  /** Grows each time the document is begun again without its past. */
  readonly epoch: number
  /** The sequence of its newest update, 0 for none. */
  readonly through: number
  readonly snapshot: Uint8Array | null
  /** What came after the snapshot, oldest first. */
  readonly tail: readonly Uint8Array[]
  /** Whose its Yjs client ids are. */
  readonly bindings: readonly ClientBinding[]
  /** The Yjs clients that wrote in former epochs. */
  readonly formerClients: readonly number[]
}

/** One update to store. `document` is the store's number. */
export interface UpdateRow {
  readonly document: number
  readonly data: Uint8Array
  readonly bound: readonly ClientBinding[]
  readonly clocks?: readonly ClockMark[]
}

/** What a commit brought. */
export interface AppendedUpdates {
  /**
   * The newest sequence of each document, by the store's number. A number that is not among them has ended with its
   * epoch: nothing of it was stored.
   */
  readonly through: ReadonlyMap<number, number>
  /** Its number among the commits of all relays, or null when there is no other relay that would want to know. */
  readonly commit: number | null
}

/** Snapshot and tail as a compaction read them. */
export interface UncompactedDocument {
  readonly snapshot: Uint8Array | null
  /** How often the document was compacted before. */
  readonly version: number
  readonly tail: readonly { readonly seq: number; readonly data: Uint8Array }[]
}

/** A journal's entry count as last written down, and the sequences it and the document's newest update have. */
export interface StoredEntryCount {
  readonly document: number
  readonly name: string
  readonly entries: number | null
  readonly countedSeq: number | null
  readonly newestSeq: number
}

const NOTHING_STORED: StoredDocument = {
  number: null,
  epoch: FIRST_EPOCH,
  through: 0,
  snapshot: null,
  tail: [],
  bindings: [],
  formerClients: [],
}

/** Advisory locks are numbers: those of compactions are this and the document's number. */
const COMPACTION_LOCKS = 2 ** 40

/** Everything sync asks of the relational store. Methods reject with the database's error. */
export class DocumentStore {
  readonly #database: ShopDatabase
  readonly #relay: string | null

  /** @param relay the id of this process where others may share the database, else null */
  constructor(database: ShopDatabase, relay: string | null = null) {
    this.#database = database
    this.#relay = relay
  }

  /** Snapshot and tail in one statement, so that a compaction in between cannot hide updates. */
  async load(name: string): Promise<StoredDocument> {
    const rows = await this.#database.query<{
      document: number
      epoch: number
      seq: number | null
      through: number | null
      data: Uint8Array | null
    }>(
      // A large snapshot comes in slices: reading each value holds up all that this process serves.
      `with found as (select id, epoch from documents where organisation = $1 and name = $2),
       slices as (
         select document, through_seq, slice, substring(snapshots.data from slice * $3::int + 1 for $3::int) as data
         from found join snapshots on organisation = $1 and document = id,
           generate_series(0, greatest(length(snapshots.data) - 1, 0) / $3::int) as slice
       )
       select id as document, epoch, null::bigint as seq, through_seq as through, data, slice
         from found left join slices on document = id
       union all
       select id, epoch, seq, seq, data, 0 from found join updates on organisation = $1 and document = id
       order by seq nulls first, slice`,
      [this.#database.organisation, name, SLICE_BYTES],
    )
    const [first] = rows
    if (first === undefined) return NOTHING_STORED
    const slices = rows.filter(row => row.seq === null).flatMap(row => row.data ?? [])
    // Read after the updates: a binding that is committed meanwhile does no harm, one that is missed might.
    const bindings = await this.bindingsOf(first.document)
    return {
      number: first.document,
      epoch: first.epoch,
      through: rows.at(-1)?.through ?? 0,
      snapshot: slices.length === 0 ? null : joined(slices),
      tail: rows.filter(row => row.seq !== null).flatMap(row => row.data ?? []),
      bindings,
      formerClients: first.epoch === FIRST_EPOCH ? [] : await this.#formerClients(name),
    }
  }

  async #formerClients(name: string): Promise<number[]> {
    const rows = await this.#database.query<{ client: number }>(
      `select distinct client from client_bindings where organisation = $1
         and document in (select document from former_documents where organisation = $1 and name = $2)`,
      [this.#database.organisation, name],
    )
    return rows.map(row => row.client)
  }

  async findNumber(name: string): Promise<number | undefined> {
    const [row] = await this.#database.query<{ id: number }>(
      'select id from documents where organisation = $1 and name = $2',
      [this.#database.organisation, name],
    )
    return row?.id
  }

  /** Whose the Yjs client ids of a document are. */
  bindingsOf(document: number): Promise<ClientBinding[]> {
    return this.#database.query<{ client: number; writer: Writer; name: string }>(
      'select client, writer, name from client_bindings where organisation = $1 and document = $2',
      [this.#database.organisation, document],
    )
  }

  /** Gives each name a number, the same one for ever. */
  async numberDocuments(names: readonly string[]): Promise<Map<string, number>> {
    const parameters = [this.#database.organisation, JSON.stringify(names)]
    await this.#database.query(
      `insert into documents (organisation, name) select $1, json_array_elements_text($2::json)
       on conflict (organisation, name) do nothing`,
      parameters,
    )
    const rows = await this.#database.query<{ id: number; name: string }>(
      `select id, name from documents
       where organisation = $1 and name in (select json_array_elements_text($2::json))`,
      parameters,
    )
    return new Map(rows.map(row => [row.name, row.id]))
  }

  /**
   * Stores updates in the order given: committed when it resolves.
   * @returns for each document the sequence of its newest update, and the commit's number among those of all relays.
   */
  append(rows: readonly UpdateRow[]): Promise<AppendedUpdates> {
    return appendUpdates(this.#database, rows, this.#relay)
  }

  /** Runs `work` unless another relay is compacting the document. */
  whileCompacting<Result>(document: number, work: () => Promise<Result>): Promise<Exclusive<Result>> {
    return this.#database.exclusively(COMPACTION_LOCKS + document, work)
  }

  /** What a compaction of the document starts from; undefined when there is no tail. */
  async readForCompaction(document: number): Promise<UncompactedDocument | undefined> {
    const stored = await this.readWhole(document)
    return stored.tail.length === 0 ? undefined : stored
  }

  /** Snapshot and tail, each update with its sequence. */
  async readWhole(document: number): Promise<UncompactedDocument> {
    const rows = await this.#database.query<{ seq: number | null; version: number; data: Uint8Array }>(
      `select null::bigint as seq, version, slice, substring(data from slice * $3::int + 1 for $3::int) as data
         from snapshots, generate_series(0, greatest(length(data) - 1, 0) / $3::int) as slice
         where organisation = $1 and document = $2
       union all
       select seq, 0, 0, data from updates where organisation = $1 and document = $2
       order by seq nulls first, slice`,
      [this.#database.organisation, document, SLICE_BYTES],
    )
    const tail = rows.flatMap(({ seq, data }) => (seq === null ? [] : [{ seq, data }]))
    const slices = rows.filter(row => row.seq === null)
    const snapshot = slices.length === 0 ? null : joined(slices.map(({ data }) => data))
    return { snapshot, version: slices[0]?.version ?? 0, tail }
  }

  /**
   * Replaces a document's snapshot and the tail it was made of by a new snapshot, in one transaction. What is deleted
   * is exactly what was read: updates that were committed since stay in the tail.
   * @param removal what the compaction itself took out: it goes to the clients as an update of its own.
   * @returns the commit's number among those of all relays, or undefined when another compaction came first: then
   * nothing is changed.
   */
  replaceSnapshot(
    document: number,
    from: UncompactedDocument,
    made: { readonly snapshot: Uint8Array; readonly removal: Uint8Array | null },
  ): Promise<{ readonly commit: number | null } | undefined> {
    return this.#database.transaction(async tx => {
      const key = [tx.organisation, document] as const
      await tx.query('select id from documents where organisation = $1 and id = $2 for update', key)
      const [stored] = await tx.query<{ version: number }>(
        'select version from snapshots where organisation = $1 and document = $2',
        key,
      )
      if ((stored?.version ?? 0) !== from.version) return undefined
      // Joined: an array of a hundred thousand in a condition is walked through for each row.
      await tx.query(
        `delete from updates using unnest($3::text::bigint[]) as folded (seq)
         where organisation = $1 and document = $2 and updates.seq = folded.seq`,
        [...key, `{${from.tail.map(row => row.seq).join()}}`],
      )
      await writeSnapshot(tx, document, from.tail.at(-1)?.seq ?? 0, made.snapshot)
      if (made.removal === null) return { commit: null }
      return appendUpdates(tx, [{ document, data: made.removal, bound: [] }], this.#relay)
    })
  }

  /** Puts what a document was begun again with in its place: see `replaceByEpoch`. */
  beginEpoch(document: number, from: UncompactedDocument, made: MadeEpoch): Promise<NewEpoch | undefined> {
    return this.#database.transaction(tx => replaceByEpoch(tx, document, from, made, this.#relay))
  }

  async figures(): Promise<DocumentFigures> {
    const [row] = await this.#database.query<{ documents: number; bytes: number }>(
      `select (select count(*) from documents where organisation = $1) as documents,
         pg_total_relation_size('documents') + pg_total_relation_size('updates')
           + pg_total_relation_size('snapshots') as bytes`,
      [this.#database.organisation],
    )
    return { documents: row?.documents ?? 0, storedBytes: row?.bytes ?? 0 }
  }

  async list(prefix: string): Promise<string[]> {
    const rows = await this.#database.query<{ name: string }>(
      'select name from documents where organisation = $1 and name >= $2 and name < $3 order by name',
      [this.#database.organisation, ...prefixRange(prefix)],
    )
    return rows.map(row => row.name)
  }

  /** The newest sequence of all documents whose names start with `prefix`; 0 for none. */
  async newestSequence(prefix: string): Promise<number> {
    const [row] = await this.#database.query<{ newest: number | null }>(
      `select max(greatest(
         coalesce((select max(seq) from updates where organisation = $1 and document = documents.id), 0),
         coalesce((select through_seq from snapshots where organisation = $1 and document = documents.id), 0))) as newest
       from documents where organisation = $1 and name >= $2 and name < $3`,
      [this.#database.organisation, ...prefixRange(prefix)],
    )
    return row?.newest ?? 0
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
         (select max(seq) from updates where organisation = $1 and document = documents.id),
         (select through_seq from snapshots where organisation = $1 and document = documents.id), 0) as "newestSeq"
       from documents where organisation = $1 and name >= $2 and name < $3`,
      [this.#database.organisation, ...prefixRange(prefix)],
    )
  }

  async saveEntryCount(document: number, entries: number, seq: number): Promise<void> {
    await this.#database.query(
      'update documents set entry_count = $3, entry_count_seq = $4 where organisation = $1 and id = $2',
      [this.#database.organisation, document, entries, seq],
    )
  }
}

function joined(slices: readonly Uint8Array[]): Uint8Array {
  const [first] = slices
  return first !== undefined && slices.length === 1 ? first : new Uint8Array(Buffer.concat(slices))
}

/** Added to the statement for commits that bring marks, about one for each connection of a till. */
const MARK_CLOCKS = `, marked as (
       insert into clock_marks (organisation, document, client, from_clock, clock_offset)
       select $7, document, client, "from", "offset"
       from json_to_recordset($8::json) as rows (document bigint, client bigint, "from" bigint, "offset" bigint)
       on conflict do nothing
     )`

/**
 * One statement whose text never changes, however many rows: the data goes as one value, cut up by the database (65,535
 * parameters are the limit otherwise). It goes as hexadecimal text because PGlite takes 0.1 ms for each kilobyte of
 * bytes. Whose Yjs client ids are is stored by the same statement: no update is there without it.
 */
async function appendUpdates(
  database: ShopQueryable,
  rows: readonly UpdateRow[],
  relay: string | null,
): Promise<AppendedUpdates> {
  const starts: number[] = []
  let bytes = 0
  for (const { data } of rows) {
    starts.push(bytes + 1)
    bytes += data.byteLength
  }
  const marks = rows.flatMap(({ document, clocks = [] }) => clocks.map(each => ({ document, ...each })))
  const appended = await database.query<{ document: number; through: number; commit: number | null }>(
    // The scalar subquery is evaluated once, a bare call of decode for each row.
    `with batch as (
       insert into updates (organisation, document, data)
       select $7, document, substring((select decode($1::text, 'hex')) from start for length)
       from unnest($2::text::bigint[], $3::text::int[], $4::text::int[])
         with ordinality as rows (document, start, length, place)
       where document <> all (array(
         select former_documents.document from former_documents where former_documents.organisation = $7))
       order by place
       returning document, seq
     ), bound as (
       insert into client_bindings (organisation, document, client, writer, name)
       select $7, document, client, writer, name
       from json_to_recordset($6::json) as rows (document bigint, client bigint, writer text, name text)
       where document in (select document from batch)
       on conflict do nothing
     ), noted as (
       insert into commits (organisation, relay, first_seq, last_seq, documents)
       select $7, $5::uuid, min(seq), max(seq), array_agg(distinct document) from batch
       where $5::uuid is not null having count(*) > 0
       returning id
     )
     ${marks.length > 0 ? MARK_CLOCKS : ''}
     select document, max(seq) as through, (select id from noted) as commit from batch group by document`,
    [
      rows.map(row => hexOf(row.data)).join(''),
      `{${rows.map(row => row.document).join()}}`,
      `{${starts.join()}}`,
      `{${rows.map(row => row.data.byteLength).join()}}`,
      relay,
      JSON.stringify(rows.flatMap(({ document, bound }) => bound.map(each => ({ document, ...each })))),
      database.organisation,
      ...(marks.length > 0 ? [JSON.stringify(marks)] : []),
    ],
  )
  return {
    through: new Map(appended.map(row => [row.document, row.through])),
    commit: appended[0]?.commit ?? null,
  }
}

/** Names are made of ASCII letters, digits, `_`, `-` and `/`: all of them sort before `~`. */
function prefixRange(prefix: string): [string, string] {
  return [prefix, `${prefix}~`]
}
