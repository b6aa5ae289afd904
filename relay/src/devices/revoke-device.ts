import type { DeviceId, OrganisationId } from '@evertill/crdt-model'
import type { Database } from '../storage/database.ts'

/** Takes a device its rights. @returns false when there is no such device; revoking twice is fine. */
export async function revokeDevice(
  database: Database,
  organisation: OrganisationId,
  device: DeviceId,
  now: number,
): Promise<boolean> {
  const found = await database.query(
    'update devices set revoked_at = coalesce(revoked_at, $3) where id = $1 and organisation = $2 returning id',
    [device, organisation, new Date(now)],
  )
  return found.length > 0
}
