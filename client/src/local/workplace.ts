import type { CatalogId, DeviceId, StoreId, TillId, UserId } from '@evertill/crdt-model'

/**
 * What this browser is used as. A browser may be both: the till of a shop and, in another tab, the back office of
 * its owner. Each has its own databases and its own worker.
 */
export type Workplace = TillWorkplace | OfficeWorkplace

export interface TillWorkplace {
  readonly kind: 'till'
  readonly device: DeviceId
  readonly till: TillId
  readonly tillName: string
  /** Starts receipt numbers. */
  readonly tillCode: string
  readonly store: StoreId
  readonly storeName: string
  readonly catalog: CatalogId
  readonly epoch: number
  readonly database: string
}

export interface OfficeWorkplace {
  readonly kind: 'office'
  readonly user: UserId
  readonly name: string
  readonly role: 'owner' | 'manager'
  readonly database: string
}

/** The name of the Dexie database of a workplace. */
export function localDatabaseName(workplace: Workplace): string {
  return workplace.kind === 'till' ? `evertill-till-${workplace.device}` : `evertill-office-${workplace.user}`
}

/** The name of the y-indexeddb database of one document of a workplace. */
export function documentDatabaseName(workplace: Workplace, document: string): string {
  return `${localDatabaseName(workplace)}/${document}`
}
