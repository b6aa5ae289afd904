import { type DocumentHealth, parseDocumentId } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** Documents counted in one round: each is loaded whole for it. */
const ROUND = 20
/** Documents looked at in one round. */
const PAGE = 2000
/** Under this advisory lock one relay counts at a time. */
const LOCK = 748_251_920
/** A document that changes all day is counted again after this long, milliseconds. */
const RECOUNT_AFTER_MS = 10 * 60_000

/** What a document consists of. */
export interface Census {
  readonly entries: number
  readonly tombstones: number
  readonly clients: number
}

/** Counts what a document consists of: its logs' entries, and what Yjs keeps beside them. */
export function countDocument(doc: Y.Doc): Census {
  let tombstones = 0
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) if (struct.deleted || struct instanceof Y.GC) tombstones += struct.length
  }
  let entries = 0
  for (const [name, type] of doc.share)
    entries += type instanceof Y.Array ? type.length : doc.getArray(name).length
  return { entries, tombstones, clients: doc.store.clients.size }
}

/**
 * Counts the documents that changed since they were counted last. It walks through all documents, a few at a time, and
 * begins again at the end: a round costs the same however many a shop has gathered in its years.
 */
export class DocumentCensus {
  readonly #database: ShopDatabase
  readonly #hub: Pick<SyncHub, 'read'>
  /** The number of the document that was looked at last. */
  #after = 0
  #round: Promise<number> | undefined

  constructor(database: ShopDatabase, hub: Pick<SyncHub, 'read'>) {
    this.#database = database
    this.#hub = hub
  }

  /** Takes the next round, unless another relay on the database is at one. @returns how many documents were counted */
  takeRound(now: number): Promise<number> {
    this.#round ??= this.#database
      .exclusively(LOCK, () => this.#takeRound(now))
      .then(round => (round.kind === 'done' ? round.result : 0))
      .finally(() => {
        this.#round = undefined
      })
    return this.#round
  }

  async #takeRound(now: number): Promise<number> {
    const page = await readPage(this.#database, this.#after)
    const due = page.filter(row => isDue(row, now)).slice(0, ROUND)
    for (const row of due) {
      // Before it is counted: one that cannot be read must not hold up those behind it.
      this.#after = row.id
      await this.#count(row, now)
    }
    if (due.length < ROUND) this.#after = page.length < PAGE ? 0 : (page.at(-1)?.id ?? 0)
    return due.length
  }

  async #count({ id, name, newest }: PageRow, now: number): Promise<void> {
    const document = parseDocumentId(name)
    if (!document) return
    const { entries, tombstones, clients } = await this.#hub.read(document, countDocument)
    // What was read is at least as new as `newest`: at worst it is counted once more.
    await this.#database.query(
      `insert into document_census (organisation, document, through_seq, counted_at, entries, tombstones, clients)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (organisation, document) do update set through_seq = excluded.through_seq, counted_at = excluded.counted_at,
         entries = excluded.entries, tombstones = excluded.tombstones, clients = excluded.clients`,
      [this.#database.organisation, id, newest, new Date(now), entries, tombstones, clients],
    )
  }
}

interface PageRow {
  readonly id: number
  readonly name: string
  /** The sequence of its newest update, and of the newest that was counted. */
  readonly newest: number
  readonly counted: number | null
  readonly counted_at: Date | null
}

/** The next documents by their numbers. Each table is asked for these alone, by its primary key. */
function readPage(database: ShopDatabase, after: number): Promise<PageRow[]> {
  return database.query<PageRow>(
    `with page as materialized (
       select id, name from documents where organisation = $1 and id > $2 order by id limit ${PAGE})
     select id, name, greatest(
         coalesce((select through_seq from snapshots where organisation = $1 and document = page.id), 0),
         coalesce((select max(seq) from updates where organisation = $1 and document = page.id), 0)) as newest,
       (select through_seq from document_census where organisation = $1 and document = page.id) as counted,
       (select counted_at from document_census where organisation = $1 and document = page.id) as counted_at
     from page order by id`,
    [database.organisation, after],
  )
}

function isDue({ newest, counted, counted_at }: PageRow, now: number): boolean {
  const isRecent = counted_at !== null && counted_at.getTime() > now - RECOUNT_AFTER_MS
  return newest > (counted ?? 0) && !isRecent
}

/** The largest stored documents. One query. */
export async function listDocumentHealth(database: ShopDatabase, limit: number): Promise<DocumentHealth[]> {
  const rows = await database.query<DocumentRow>(
    `select name, coalesce(length(snapshots.data), 0) as snapshot_bytes, compacted_at,
       coalesce(tail.bytes, 0)::bigint as tail_bytes, coalesce(tail.updates, 0)::bigint as tail_updates,
       counted_at, entries, tombstones, clients
     from documents
     left join snapshots on snapshots.organisation = $1 and snapshots.document = documents.id
     left join (
       select document, sum(length(data)) as bytes, count(*) as updates from updates
       where organisation = $1 group by document
     ) as tail on tail.document = documents.id
     left join document_census on document_census.organisation = $1 and document_census.document = documents.id
     where documents.organisation = $1
     order by coalesce(length(snapshots.data), 0) + coalesce(tail.bytes, 0) desc, name
     limit $2`,
    [database.organisation, limit],
  )
  return rows.map(describe)
}

interface DocumentRow {
  readonly name: string
  readonly snapshot_bytes: number
  readonly compacted_at: Date | null
  readonly tail_bytes: number
  readonly tail_updates: number
  readonly counted_at: Date | null
  readonly entries: number | null
  readonly tombstones: number | null
  readonly clients: number | null
}

function describe(row: DocumentRow): DocumentHealth {
  return {
    name: row.name,
    snapshotBytes: row.snapshot_bytes,
    tailBytes: row.tail_bytes,
    tailUpdates: row.tail_updates,
    snapshotAt: row.compacted_at?.getTime() ?? null,
    census:
      row.counted_at === null
        ? null
        : {
            at: row.counted_at.getTime(),
            entries: row.entries ?? 0,
            tombstones: row.tombstones ?? 0,
            clients: row.clients ?? 0,
          },
  }
}
