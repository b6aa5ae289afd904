import type { ShopQueryable } from '../storage/shop-database.ts'
import { hexOf } from './hex.ts'

/** A large snapshot is read and written in slices of this many bytes: one value of it would hold everybody up. */
export const SLICE_BYTES = 1024 * 1024

/**
 * Puts a document's snapshot in place of the one before, which counts how often that was done. To be called in a
 * transaction: a large one lies in slices beside it first.
 * @param through the newest update that is in it
 */
export async function writeSnapshot(
  tx: ShopQueryable,
  document: number,
  through: number,
  snapshot: Uint8Array,
): Promise<void> {
  const isLarge = snapshot.byteLength > SLICE_BYTES
  if (isLarge) await stage(tx, snapshot)
  const data = isLarge
    ? "(select string_agg(data, ''::bytea order by slice) from snapshot_slices)"
    : "decode($4::text, 'hex')"
  await tx.query(
    `insert into snapshots (organisation, document, through_seq, data) values ($1, $2, $3, ${data})
     on conflict (organisation, document) do update
     set through_seq = greatest(snapshots.through_seq, excluded.through_seq), data = excluded.data,
       compacted_at = now(), version = snapshots.version + 1`,
    [tx.organisation, document, through, ...(isLarge ? [] : [hexOf(snapshot)])],
  )
}

async function stage(tx: ShopQueryable, snapshot: Uint8Array): Promise<void> {
  // Encoded documents hardly compress, and trying to takes longer than writing them.
  await tx.runScript(
    `create temporary table snapshot_slices (slice int primary key, data bytea not null) on commit drop;
     alter table snapshot_slices alter column data set storage external`,
  )
  for (let slice = 0; slice * SLICE_BYTES < snapshot.byteLength; slice++) {
    const bytes = snapshot.subarray(slice * SLICE_BYTES, (slice + 1) * SLICE_BYTES)
    await tx.query("insert into snapshot_slices (slice, data) values ($1, decode($2::text, 'hex'))", [
      slice,
      hexOf(bytes),
    ])
  }
}
