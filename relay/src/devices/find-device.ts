import { sha256 } from '../auth/sha256.ts'
import type { Queryable } from '../storage/database.ts'
import { DEVICE_COLUMNS, type Device, type DeviceRow, toDevice } from './device.ts'

/** The device whose cookie this is, revoked or not; undefined when there is none. */
export async function findDevice(database: Queryable, credential: string): Promise<Device | undefined> {
  const [row] = await database.query<DeviceRow>(
    `select ${DEVICE_COLUMNS} from devices where credential_hash = $1`,
    [sha256(credential)],
  )
  return row && toDevice(row)
}
