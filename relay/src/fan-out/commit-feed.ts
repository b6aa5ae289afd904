import type { ShopQueryable } from '../storage/shop-database.ts'
import type { ClientBinding } from '../sync/guard/client-bindings.ts'

/** A commit of another relay. */
export interface ForeignCommit {
  readonly commit: number
  readonly firstSeq: number
  readonly lastSeq: number
  /** The store's numbers of its documents. */
  readonly documents: readonly number[]
}

/** What another relay brought to a document. */
export type ForeignUpdates =
  | {
      readonly kind: 'updates'
      readonly name: string
      /** The store's number for the document. */
      readonly document: number
      readonly updates: readonly Uint8Array[]
      /** Whose Yjs client ids are, by now. */
      readonly bound: readonly ClientBinding[]
    }
  /** They are in the snapshot already: the document must be read as a whole. */
  | { readonly kind: 'compacted'; readonly name: string }

/** How long commits can be found, milliseconds. A relay that looked last before that must read its documents anew. */
export const FEED_RETENTION_MS = 10 * 60_000

/**
 * What other relays committed since this one looked last, from the database. Exact whatever the order in which
 * transactions end: it compares snapshots, not numbers.
 */
export class CommitFeed {
  readonly #database: ShopQueryable
  readonly #relay: string
  /** The database's snapshot when it was looked at last. */
  #snapshot: string | undefined

  constructor(database: ShopQueryable, relay: string) {
    this.#database = database
    this.#relay = relay
  }

  /** The commits since the last call; none at the first. */
  async next(): Promise<ForeignCommit[]> {
    if (this.#snapshot === undefined) {
      const [row] = await this.#database.query<{ snapshot: string }>(
        'select pg_current_snapshot()::text as snapshot',
      )
      this.#snapshot = row?.snapshot
      return []
    }
    const rows = await this.#database.query<{
      snapshot: string
      id: number | null
      first: number
      last: number
      documents: string
    }>(
      `select pg_current_snapshot()::text as snapshot, id, first_seq as first, last_seq as last,
         array_to_string(documents, ',') as documents
       from (values (1)) as one left join commits
         on xid >= pg_snapshot_xmin($1::text::pg_snapshot)
         and not pg_visible_in_snapshot(xid, $1::text::pg_snapshot) and relay <> $2::uuid and organisation = $3
       order by id`,
      [this.#snapshot, this.#relay, this.#database.organisation],
    )
    this.#snapshot = rows[0]?.snapshot ?? this.#snapshot
    return rows.flatMap(({ id, first, last, documents }) =>
      id === null
        ? []
        : [{ commit: id, firstSeq: first, lastSeq: last, documents: documents.split(',').map(Number) }],
    )
  }

  /** What these commits brought to the documents of these names. */
  async read(
    commits: readonly ForeignCommit[],
    isOpen: (name: string) => boolean,
  ): Promise<ForeignUpdates[]> {
    const numbers = [...new Set(commits.flatMap(commit => commit.documents))]
    const documents = await this.#database.query<{ id: number; name: string }>(
      'select id, name from documents where organisation = $1 and id = any($2::text::bigint[])',
      [this.#database.organisation, listOf(numbers)],
    )
    const first = Math.min(...commits.map(commit => commit.firstSeq))
    const last = Math.max(...commits.map(commit => commit.lastSeq))
    const open = documents.filter(document => isOpen(document.name))
    if (open.length === 0) return []
    const keys = [this.#database.organisation, listOf(open.map(document => document.id))] as const
    const rows = await this.#database.query<{ document: number; data: Uint8Array }>(
      `select document, data from updates
       where organisation = $1 and document = any($2::text::bigint[]) and seq between $3 and $4 order by seq`,
      [...keys, first, last],
    )
    // Asked after the updates: a compaction that took some of them away before they were read has left its mark here.
    const snapshots = await this.#database.query<{ document: number; through: number }>(
      `select document, through_seq as through from snapshots
       where organisation = $1 and document = any($2::text::bigint[])`,
      keys,
    )
    const through = new Map(snapshots.map(row => [row.document, row.through]))
    const bindings = await this.#database.query<ClientBinding & { document: number }>(
      `select document, client, writer, name from client_bindings
       where organisation = $1 and document = any($2::text::bigint[])`,
      keys,
    )
    return open.map(({ id, name }) => {
      // A snapshot that reaches into the range may hold what is no longer in the tail.
      if ((through.get(id) ?? -1) >= first) return { kind: 'compacted', name }
      const updates = rows.filter(row => row.document === id).map(row => row.data)
      return {
        kind: 'updates',
        name,
        document: id,
        updates,
        bound: bindings.filter(row => row.document === id),
      }
    })
  }

  /** Deletes what nobody needs any more. */
  async prune(): Promise<void> {
    await this.#database.query(
      `delete from commits
       where organisation = $1 and committed_at < now() - make_interval(secs => $2::double precision)`,
      [this.#database.organisation, FEED_RETENTION_MS / 1000],
    )
  }
}

function listOf(numbers: readonly number[]): string {
  return `{${numbers.join()}}`
}
