import type { DeviceId, DeviceReport } from '@evertill/crdt-model'
import type { Database } from '../storage/database.ts'

/** Keeps what a till says of itself, with how far its clock is from ours. */
export async function recordReport(
  database: Database,
  device: DeviceId,
  report: DeviceReport,
  now: number,
): Promise<void> {
  await database.query(
    'update devices set last_report = $2::jsonb, clock_offset = $3, last_seen_at = $4 where id = $1',
    [device, JSON.stringify(report), report.clock - now, new Date(now)],
  )
}

/**
 * A device was there just now.
 * @param clockOffset its clock minus ours, milliseconds, where it was measured
 */
export async function recordSeen(
  database: Database,
  device: DeviceId,
  now: number,
  clockOffset?: number,
): Promise<void> {
  await database.query(
    `update devices set last_seen_at = greatest(last_seen_at, $2),
       clock_offset = coalesce($3::double precision, clock_offset) where id = $1`,
    [device, new Date(now), clockOffset ?? null],
  )
}
