import { type DeviceId, type OrganisationId, type StoreId, toId } from '@evertill/crdt-model'
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

/** The store a device sells or sold in, or undefined when the organisation has no such device. */
export async function findDeviceStore(
  database: Queryable,
  organisation: OrganisationId,
  device: DeviceId,
): Promise<StoreId | undefined> {
  const [row] = await database.query<{ store: string }>(
    'select store from devices where id = $1 and organisation = $2',
    [device, organisation],
  )
  return row && toId<StoreId>(row.store)
}
