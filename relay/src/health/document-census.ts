import { type DocumentHealth, parseDocumentId } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { Database } from '../storage/database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/** Documents counted in one round: each is loaded whole for it. */
const ROUND = 20
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
 * Counts some of the documents that changed since they were counted last, those waiting longest first.
 * @returns how many were counted
 */
export async function takeCensus(database: Database, hub: SyncHub, now: number): Promise<number> {
  const changed = await database.query<{ id: number; name: string; newest: number }>(
    `select id, name, newest from (
       select documents.id, name, counted_at, coalesce(document_census.through_seq, 0) as counted,
         greatest(coalesce(snapshots.through_seq, 0),
           coalesce((select max(seq) from updates where document = documents.id), 0)) as newest
       from documents
       left join snapshots on snapshots.document = documents.id
       left join document_census on document_census.document = documents.id
     ) as found
     where newest > counted and (counted_at is null or counted_at < $1)
     order by counted_at nulls first limit ${ROUND}`,
    [new Date(now - RECOUNT_AFTER_MS)],
  )
  for (const { id, name, newest } of changed) {
    const document = parseDocumentId(name)
    if (!document) continue
    const { entries, tombstones, clients } = await hub.read(document, countDocument)
    // What was read is at least as new as `newest`: at worst it is counted once more.
    await database.query(
      `insert into document_census (document, through_seq, counted_at, entries, tombstones, clients)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (document) do update set through_seq = excluded.through_seq, counted_at = excluded.counted_at,
         entries = excluded.entries, tombstones = excluded.tombstones, clients = excluded.clients`,
      [id, newest, new Date(now), entries, tombstones, clients],
    )
  }
  return changed.length
}

/** The largest stored documents. One query. */
export async function listDocumentHealth(database: Database, limit: number): Promise<DocumentHealth[]> {
  const rows = await database.query<DocumentRow>(
    `select name, coalesce(length(snapshots.data), 0) as snapshot_bytes, compacted_at,
       coalesce(tail.bytes, 0)::bigint as tail_bytes, coalesce(tail.updates, 0)::bigint as tail_updates,
       counted_at, entries, tombstones, clients
     from documents
     left join snapshots on snapshots.document = documents.id
     left join (
       select document, sum(length(data)) as bytes, count(*) as updates from updates group by document
     ) as tail on tail.document = documents.id
     left join document_census on document_census.document = documents.id
     order by coalesce(length(snapshots.data), 0) + coalesce(tail.bytes, 0) desc, name
     limit $1`,
    [limit],
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
