import { parseDocumentId, type ReleaseReply, type UserId } from '@evertill/crdt-model'
import type { ShopQueryable } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'

/**
 * Takes a refused update into its document after all. Releasing again after a crash between the two steps changes
 * nothing: the document has it then.
 * @returns undefined when there is no such update to decide on.
 */
export async function releaseQuarantined(
  services: { readonly database: ShopQueryable; readonly hub: SyncHub },
  id: number,
  by: UserId,
  at: number,
): Promise<ReleaseReply['outcome'] | undefined> {
  const { database, hub } = services
  const [row] = await database.query<{
    document: string
    writer: string
    name: string
    data: Uint8Array | null
  }>(
    `select document, writer, writer_name as name, data from quarantined_updates
     where organisation = $1 and id = $2 and resolution is null`,
    [database.organisation, id],
  )
  const document = row && parseDocumentId(row.document)
  if (!row || !document) return undefined
  if (row.data === null) return 'not-kept'
  // A copy: a driver hands out a part of what it read.
  const update = new Uint8Array(row.data)
  const outcome = await hub.release(document, { update, writer: row.writer, name: row.name })
  if (outcome === 'released') await resolve(database, id, 'released', by, at)
  return outcome
}

/** Lets a refused update go. @returns whether there was one to decide on. */
export function discardQuarantined(
  database: ShopQueryable,
  id: number,
  by: UserId,
  at: number,
): Promise<boolean> {
  return resolve(database, id, 'discarded', by, at)
}

/** Forgets what was decided long ago. */
export async function forgetDecided(database: ShopQueryable, before: number): Promise<void> {
  await database.query(
    'delete from quarantined_updates where organisation = $1 and resolution is not null and resolved_at < $2',
    [database.organisation, new Date(before)],
  )
}

async function resolve(
  database: ShopQueryable,
  id: number,
  resolution: 'released' | 'discarded',
  by: UserId,
  at: number,
): Promise<boolean> {
  const rows = await database.query(
    `update quarantined_updates set resolution = $2, resolved_by = $3, resolved_at = $4, data = null
     where organisation = $5 and id = $1 and resolution is null returning id`,
    [id, resolution, by, new Date(at), database.organisation],
  )
  return rows.length > 0
}
