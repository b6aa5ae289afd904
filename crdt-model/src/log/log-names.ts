import type { DocumentId } from '../access/document-id.ts'

/** The logs (root `Y.Array`s) a document of each kind holds, by name. */
export const LOGS = {
  settings: ['organisation', 'stores', 'tills', 'catalogs', 'taxClasses', 'customerGroups'],
  staff: ['people'],
  catalog: ['products', 'departments', 'promotions', 'priceLists', 'quickPages'],
  customers: ['customers'],
  stock: ['moves'],
  journal: ['entries'],
  parked: ['parked'],
} as const satisfies Record<DocumentId['kind'], readonly string[]>

/** The logs whose entries are record entries (multi-value registers, see records/). */
export type RecordLog =
  | (typeof LOGS)['settings'][number]
  | (typeof LOGS)['staff'][number]
  | (typeof LOGS)['catalog'][number]
  | (typeof LOGS)['customers'][number]
