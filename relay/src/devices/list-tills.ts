import { type DeviceReport, deviceReport, type OrganisationId, type TillHealth } from '@evertill/crdt-model'
import * as v from 'valibot'
import { mayUseStore, type User } from '../auth/user.ts'
import type { Shop } from '../shop/read-shop.ts'
import type { Database } from '../storage/database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import type { Presence } from './presence.ts'

/** A till that reported within this time counts as online, milliseconds: it does so at least every 20 s. */
const ONLINE_MS = 45_000

/** How every till of the user's stores is, with the newest device it ever had. */
export async function listTills(
  sources: { database: Database; hub: SyncHub; presence: Presence },
  user: Pick<User, 'organisation' | 'role' | 'stores'>,
  shop: Shop,
  now: number,
): Promise<TillHealth[]> {
  const devices = await newestDevices(sources.database, user.organisation)
  const tills = [...shop.tills.values()].filter(till => mayUseStore(user, till.store.id))
  return Promise.all(
    tills.map(async till => {
      const device = devices.get(till.id)
      return {
        till: till.id,
        name: till.name,
        store: till.store.id,
        storeName: till.store.name,
        device: device ? describe(device, sources.presence, now) : null,
        storedEntries: device ? await sources.hub.countJournalEntries(till.id) : 0,
      }
    }),
  )
}

interface DeviceHealthRow {
  readonly id: string
  readonly till: string
  readonly name: string
  readonly enrolled_at: Date
  readonly revoked_at: Date | null
  readonly last_seen_at: Date | null
  readonly last_report: unknown
  readonly clock_offset: number | null
}

async function newestDevices(
  database: Database,
  organisation: OrganisationId,
): Promise<ReadonlyMap<string, DeviceHealthRow>> {
  const rows = await database.query<DeviceHealthRow>(
    `select distinct on (till) id, till, name, enrolled_at, revoked_at, last_seen_at, last_report, clock_offset
       from devices where organisation = $1 order by till, epoch desc`,
    [organisation],
  )
  return new Map(rows.map(row => [row.till, row]))
}

function describe(row: DeviceHealthRow, presence: Presence, now: number): NonNullable<TillHealth['device']> {
  const lastSeenAt = row.last_seen_at?.getTime() ?? null
  const revoked = row.revoked_at !== null
  const reportedLately = lastSeenAt !== null && now - lastSeenAt < ONLINE_MS
  return {
    id: row.id,
    name: row.name,
    enrolledAt: row.enrolled_at.getTime(),
    revoked,
    online: !revoked && (presence.isConnected(row.id) || reportedLately),
    lastSeenAt: presence.isConnected(row.id) ? now : lastSeenAt,
    clockOffset: row.clock_offset,
    report: parseReport(row.last_report),
  }
}

/** A report of an older relay may lack what this one asks for: then there is none. */
function parseReport(stored: unknown): DeviceReport | null {
  const result = v.safeParse(deviceReport, stored)
  return result.success ? result.output : null
}
