import { randomBytes } from 'node:crypto'
import {
  type DepartmentId,
  formatDocumentId,
  makeId,
  parseId,
  type ReplicaId,
  readRecord,
  readStore,
  recordIds,
  type TaxClassId,
} from '@evertill/crdt-model'
import { openDocument } from '../e2e/harness/manager-document.ts'
import type { Edit } from '../src/replica/record-document.ts'
import type { SyntheticProduct } from './synthetic-catalog.ts'

/** Records in one transaction: like a CSV import in pieces. */
const RECORDS_AT_ONCE = 5000

/** A manager's device without a screen: writes products into a store's catalog as the back office would. */
export interface CatalogWriter {
  readonly departments: readonly DepartmentId[]
  readonly taxClass: TaxClassId
  /** Products in the catalog at this moment. */
  size(): number
  /** Resolves when the relay has committed all of them. */
  write(products: readonly Pick<SyntheticProduct, 'record' | 'fields'>[]): Promise<void>
  close(): void
}

/** Opens the catalog of a store. @param cookie of a manager's session */
export async function openCatalog(relayUrl: string, cookie: string, store: string): Promise<CatalogWriter> {
  const settings = await openDocument(relayUrl, cookie, formatDocumentId({ kind: 'settings' }), [
    'stores',
    'taxClasses',
  ])
  const state = readRecord(settings.records.fold('stores'), store)
  const [taxClass] = recordIds(settings.records.fold('taxClasses'))
  if (state === undefined || taxClass === undefined) throw new Error(`no store ${store} in the settings`)
  settings.close()
  const name = formatDocumentId({ kind: 'catalog', catalog: readStore(state).value.catalog })
  const catalog = await openDocument(relayUrl, cookie, name, ['products', 'departments'])
  const edit: Edit = {
    replica: makeId<ReplicaId>(randomBytes(12)),
    who: 'bench',
    at: Math.floor(Date.now() / 1000),
  }
  return {
    departments: [...recordIds(catalog.records.fold('departments'))].flatMap(
      id => parseId<DepartmentId>(id) ?? [],
    ),
    taxClass: required(parseId<TaxClassId>(taxClass)),
    size: () => [...recordIds(catalog.records.fold('products'))].length,
    write: async products => {
      for (let start = 0; start < products.length; start += RECORDS_AT_ONCE) {
        catalog.records.write('products', products.slice(start, start + RECORDS_AT_ONCE), edit)
        await catalog.untilSafe()
      }
    },
    close: catalog.close,
  }
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('an id in the settings is not one')
  return value
}
