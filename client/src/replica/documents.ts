import {
  type BusinessDay,
  type CatalogId,
  formatDocumentId,
  type StoreId,
  type TillId,
} from '@evertill/crdt-model'
import type { TillWorkplace } from '../local/workplace.ts'

/** The shared documents a till reads; stock and journals are kept by parts of their own. */
export function tillRecordDocuments(workplace: Pick<TillWorkplace, 'store' | 'catalog'>): string[] {
  return [
    formatDocumentId({ kind: 'settings' }),
    formatDocumentId({ kind: 'staff', store: workplace.store }),
    formatDocumentId({ kind: 'catalog', catalog: workplace.catalog }),
    formatDocumentId({ kind: 'customers' }),
  ]
}

/** The documents an office follows, given the stores and catalogs that its settings name so far. */
export function officeRecordDocuments(stores: readonly StoreId[], catalogs: readonly CatalogId[]): string[] {
  return [
    formatDocumentId({ kind: 'settings' }),
    ...stores.map(store => formatDocumentId({ kind: 'staff', store })),
    ...catalogs.map(catalog => formatDocumentId({ kind: 'catalog', catalog })),
    formatDocumentId({ kind: 'customers' }),
  ]
}

/** A till's own stock document: the one it writes. */
export function ownStockDocument(workplace: Pick<TillWorkplace, 'store' | 'till'>): string {
  return stockDocument(workplace.store, workplace.till)
}

export function stockDocument(store: StoreId, writer: string): string {
  return formatDocumentId({ kind: 'stock', store, writer })
}

export function journalDocument(till: TillId, day: BusinessDay): string {
  return formatDocumentId({ kind: 'journal', till, day })
}

export function parkedDocument(store: StoreId, day: BusinessDay): string {
  return formatDocumentId({ kind: 'parked', store, day })
}
