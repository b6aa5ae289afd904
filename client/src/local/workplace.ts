import type {
  CatalogId,
  DeviceId,
  Principal,
  StoreId,
  StoreScope,
  TillId,
  UserId,
  UserRole,
} from '@evertill/crdt-model'

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
  readonly role: UserRole
  /** The stores whose people and tills are shown here. */
  readonly stores: StoreScope
  readonly database: string
}

/** The name of the Dexie database of a workplace. */
export function localDatabaseName(workplace: Workplace): string {
  return workplace.kind === 'till' ? `evertill-till-${workplace.device}` : `evertill-office-${workplace.user}`
}

/**
 * The name of the y-indexeddb database of one document of a workplace.
 * @param generation counts the copies of the document from 1: see `DocumentCopy`
 */
export function documentDatabaseName(workplace: Workplace, document: string, generation: number): string {
  const name = `${localDatabaseName(workplace)}/${document}`
  return generation === 1 ? name : `${name}#${generation}`
}

/** As whom an office asks for documents: what its screens offer is what the table of rights gives this one. */
export function principalOfOffice({ role, stores }: OfficeWorkplace): Principal {
  return { kind: 'user', role, stores }
}

/** Whether two are the same person's at the same server, and for the same stores: a replica of one serves the other. */
export function isSameOffice(a: OfficeWorkplace, b: OfficeWorkplace): boolean {
  return a.user === b.user && a.database === b.database && a.role === b.role && sameStores(a.stores, b.stores)
}

function sameStores(a: StoreScope, b: StoreScope): boolean {
  if (a === 'all' || b === 'all') return a === b
  return a.length === b.length && a.every(store => b.includes(store))
}
