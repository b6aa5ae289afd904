import { entriesInUpdate, type PlacedEntry } from '@evertill/crdt-model'
import type { ShopQueryable } from '../storage/shop-database.ts'

/** A stored document that has something new. */
export interface DocumentNews {
  readonly document: number
  /** Of the newest update that there is. */
  readonly seq: number
}

/** What of a document was committed after the update `after`: its cursor, and what came since. */
export interface RawNews {
  readonly seq: number
  /** Log entries, some perhaps from before; for documents with one log. */
  readonly entries: readonly PlacedEntry[]
}

/**
 * The raw entries of a document with one log that were stored after `after`, read from the updates without loading the
 * document: the cost of one more sale stays the same however long the day. Once a compaction took updates that were not
 * read yet, the whole snapshot is read.
 */
export async function readRawNews(
  database: ShopQueryable,
  document: number,
  after: number,
): Promise<RawNews> {
  const rows = await database.query<{ seq: number; data: Uint8Array }>(
    `select through_seq as seq, data from snapshots where organisation = $1 and document = $2 and through_seq > $3
     union all
     select seq, data from updates where organisation = $1 and document = $2 and seq > $3
     order by seq`,
    [database.organisation, document, after],
  )
  return { seq: rows.at(-1)?.seq ?? after, entries: rows.flatMap(row => entriesInUpdate(row.data)) }
}

/** Snapshot and tail of a document, in one statement, as updates in their order. */
export async function readWholeDocument(database: ShopQueryable, document: number): Promise<Uint8Array[]> {
  const rows = await database.query<{ data: Uint8Array }>(
    `select data, 0 as seq from snapshots where organisation = $1 and document = $2
     union all
     select data, seq from updates where organisation = $1 and document = $2 order by seq`,
    [database.organisation, document],
  )
  return rows.map(row => row.data)
}

/**
 * The names of documents that have updates newer than what was read of them, without those that are never read.
 * Looks at every stored document: for a start, and now and then.
 */
export async function documentsBehind(database: ShopQueryable): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select d.name from documents d left join projected_documents p on p.organisation = $1 and p.document = d.id
      where d.organisation = $1
        and (d.name = 'settings' or split_part(d.name, '/', 1) in ('catalog', 'journal', 'stock'))
        and coalesce((select max(seq) from updates where organisation = $1 and document = d.id),
                     (select through_seq from snapshots where organisation = $1 and document = d.id), 0)
          > coalesce(p.seq, 0)
        and not (split_part(d.name, '/', 1) = 'stock'
                 and exists (select from devices where till = split_part(d.name, '/', 3)))
      order by d.name`,
    [database.organisation],
  )
  return rows.map(row => row.name)
}

/** The newest update there is of the document, and how far it was read; undefined when nothing of it is stored. */
export async function findNews(
  database: ShopQueryable,
  name: string,
): Promise<(DocumentNews & { readonly after: number; readonly state: Uint8Array | null }) | undefined> {
  const [row] = await database.query<{
    document: number
    seq: number
    after: number
    state: Uint8Array | null
  }>(
    `select d.id as document, coalesce(p.seq, 0) as after, p.state,
       coalesce((select max(seq) from updates where organisation = $1 and document = d.id),
                (select through_seq from snapshots where organisation = $1 and document = d.id), 0) as seq
     from documents d left join projected_documents p on p.organisation = $1 and p.document = d.id
     where d.organisation = $1 and d.name = $2`,
    [database.organisation, name],
  )
  return row
}
