import type { ClaimParkedReply } from '@evertill/crdt-model'
import type { Device } from '../devices/device.ts'
import type { Queryable } from '../storage/database.ts'

/** Tills follow parked sales of two days; a till whose clock is off follows others. */
const KEPT_MS = 7 * 24 * 3600 * 1000

/**
 * Gives a parked sale to the first till of its store that asks. One statement on one database, so that of tills that
 * ask at once, through whatever relays, one has it; who has it already is told so again. SPEC N5.
 */
export async function claimParked(
  database: Queryable,
  device: Pick<Device, 'organisation' | 'store' | 'till'>,
  parking: string,
  now: number,
): Promise<ClaimParkedReply> {
  const [row] = await database.query<{ till: string; at: Date }>(
    `insert into parked_claims (organisation, store, parking, till, claimed_at) values ($1, $2, $3, $4, $5)
     on conflict (organisation, store, parking) do update set till = parked_claims.till
     returning till, claimed_at as at`,
    [device.organisation, device.store, parking, device.till, new Date(now)],
  )
  if (row === undefined || row.till === device.till) return { outcome: 'yours' }
  return { outcome: 'taken', till: row.till, at: row.at.getTime() }
}

/** Forgets who took what long ago. */
export async function forgetOldClaims(database: Queryable, now: number): Promise<void> {
  await database.query('delete from parked_claims where claimed_at < $1', [new Date(now - KEPT_MS)])
}
