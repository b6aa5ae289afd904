import type { Queryable } from '../storage/database.ts'
import type { ShopQueryable } from '../storage/shop-database.ts'

/** Advisory locks: any two constants. The first is for all projecting, the second for one document or till at a time. */
const ALL = 748_251_910
const ONE = 748_251_911

/**
 * One projection of the same thing at a time, over all relays, and none while somebody rebuilds. To be called first in
 * the transaction that writes rows.
 */
export async function lockProjection(tx: Queryable, name: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock_shared($1), pg_advisory_xact_lock($2, hashtext($3))', [
    ALL,
    ONE,
    lockedBy(name),
  ])
}

/** Nobody projects until the transaction ends. */
export async function lockAllProjection(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [ALL])
}

/** The days of a till's journal are one chain. */
function lockedBy(name: string): string {
  return name.startsWith('journal/') ? name.slice(0, name.lastIndexOf('/')) : name
}

export interface Progress {
  readonly document: number
  readonly seq: number
  readonly state: Uint8Array | null
  /** Why it does not go on, if it does not. */
  readonly blocked: readonly object[]
}

/**
 * Writes down how far a document was read. It never goes back, since another relay may have read further; but by
 * somebody who keeps all others out it does: to where its rows end.
 */
export async function saveProgress(
  tx: ShopQueryable,
  progress: Progress,
  others: 'may-be-at-it' | 'are-kept-out' = 'may-be-at-it',
): Promise<void> {
  const { document, seq, state, blocked } = progress
  const next = others === 'are-kept-out' ? 'excluded.seq' : 'greatest(projected_documents.seq, excluded.seq)'
  await tx.query(
    `insert into projected_documents (organisation, document, seq, state, blocked, findings)
     values ($1, $2, $3, $4, $5, $6::jsonb)
     on conflict (organisation, document) do update set seq = ${next},
       state = excluded.state, blocked = excluded.blocked, findings = excluded.findings`,
    [tx.organisation, document, seq, state, blocked.length > 0, JSON.stringify(blocked)],
  )
}

/** Blocked documents whose names start with `prefix`. */
export async function blockedDocuments(database: ShopQueryable, prefix: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select d.name from projected_documents p join documents d on d.organisation = $1 and d.id = p.document
      where p.organisation = $1 and p.blocked and d.name >= $2 and d.name < $3 order by d.name`,
    [database.organisation, prefix, `${prefix}~`],
  )
  return rows.map(row => row.name)
}
