import type { Queryable } from '../storage/database.ts'

/** Which of these devices are there and not revoked. */
export async function stillEnrolled(database: Queryable, devices: readonly string[]): Promise<Set<string>> {
  if (devices.length === 0) return new Set()
  const places = devices.map((_, index) => `$${index + 1}`).join(', ')
  const rows = await database.query<{ id: string }>(
    `select id from devices where revoked_at is null and id in (${places})`,
    devices,
  )
  return new Set(rows.map(row => row.id))
}
