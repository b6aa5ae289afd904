import {
  type CatalogId,
  type DeviceId,
  type OrganisationId,
  type StoreId,
  type TillId,
  toId,
} from '@evertill/crdt-model'

/** A tablet that is or was a till. */
export interface Device {
  readonly id: DeviceId
  readonly organisation: OrganisationId
  readonly till: TillId
  readonly store: StoreId
  readonly catalog: CatalogId
  /** Counts the enrolments of its till from 1. */
  readonly epoch: number
  /** What starts its till's receipt numbers. */
  readonly tillCode: string
  readonly revoked: boolean
}

export const DEVICE_COLUMNS = `id, organisation, till, store, catalog, epoch, revoked_at is not null as revoked,
  (select coalesce(code, '') from till_epochs where till_epochs.till = devices.till) as till_code`

export interface DeviceRow {
  readonly id: string
  readonly organisation: string
  readonly till: string
  readonly store: string
  readonly catalog: string
  readonly epoch: number
  readonly till_code: string
  readonly revoked: boolean
}

export function toDevice(row: DeviceRow): Device {
  return {
    id: toId<DeviceId>(row.id),
    organisation: toId<OrganisationId>(row.organisation),
    till: toId<TillId>(row.till),
    store: toId<StoreId>(row.store),
    catalog: toId<CatalogId>(row.catalog),
    epoch: row.epoch,
    tillCode: row.till_code,
    revoked: row.revoked,
  }
}
