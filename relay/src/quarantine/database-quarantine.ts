import { sha256 } from '../auth/sha256.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { Quarantine, RefusedUpdate } from '../sync/quarantine.ts'

/** How much of one sender lies in quarantine undecided, and of all senders together. Bytes are of updates. */
export interface QuarantineBounds {
  readonly senderUpdates: number
  readonly senderBytes: number
  readonly totalBytes: number
}

const MIB = 1024 * 1024

/** A till that is refused for a fault of its own sends a few updates; who sends more is no till. */
export const QUARANTINE_BOUNDS: QuarantineBounds = {
  senderUpdates: 50,
  senderBytes: 8 * MIB,
  totalBytes: 256 * MIB,
}

/**
 * The quarantine on the relay's database. The same bytes of the same sender are one row. A sender who has reached
 * the bound adds nothing but a count, so that nobody can fill the disk.
 */
export function createDatabaseQuarantine(
  database: ShopDatabase,
  now: () => number,
  bounds: QuarantineBounds = QUARANTINE_BOUNDS,
): Quarantine {
  return {
    async keep(refused) {
      const { writer } = refused.owner
      const hash = sha256(refused.update)
      const at = new Date(now())
      const [again] = await database.query(
        `update quarantined_updates set times = times + 1, last_at = $4
         where organisation = $5 and writer = $1 and document = $2 and hash = $3 and resolution is null returning id`,
        [writer, refused.document, hash, at, database.organisation],
      )
      if (again !== undefined) return
      const held = await heldBytes(database, writer)
      if (held.updates >= bounds.senderUpdates) {
        await database.query(
          `update quarantined_updates set others = others + 1, last_at = $2
           where organisation = $3 and id = (
             select max(id) from quarantined_updates where organisation = $3 and writer = $1 and resolution is null)`,
          [writer, at, database.organisation],
        )
        return
      }
      const size = refused.update.byteLength
      const fits = held.bytes + size <= bounds.senderBytes && held.total + size <= bounds.totalBytes
      await insert(database, refused, hash, fits, at)
    },
  }
}

async function heldBytes(
  database: ShopDatabase,
  writer: string,
): Promise<{ updates: number; bytes: number; total: number }> {
  const [held] = await database.query<{ updates: number; bytes: number; total: number }>(
    `select count(*) filter (where writer = $1) as updates,
       coalesce(sum(size) filter (where writer = $1 and data is not null), 0)::bigint as bytes,
       coalesce(sum(size) filter (where data is not null), 0)::bigint as total
     from quarantined_updates where organisation = $2 and resolution is null`,
    [writer, database.organisation],
  )
  return held ?? { updates: 0, bytes: 0, total: 0 }
}

async function insert(
  database: ShopDatabase,
  { document, owner, code, reason, update }: RefusedUpdate,
  hash: Uint8Array,
  fits: boolean,
  at: Date,
): Promise<void> {
  await database.query(
    `insert into quarantined_updates
       (organisation, document, writer, writer_name, code, reason, size, hash, data, first_at, last_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict do nothing`,
    [
      database.organisation,
      document,
      owner.writer,
      owner.name,
      code,
      reason.slice(0, 300),
      update.byteLength,
      hash,
      fits ? update : null,
      at,
    ],
  )
}
