import {
  type BusinessDay,
  type CatalogId,
  parseBusinessDay,
  parseId,
  type StoreId,
  type TillId,
} from '../ids.ts'

/**
 * The name of a replicated document, typed. Different trust means different documents, so the kind of a
 * document is what rights are given on. Texts from the network become a `DocumentId` here or nowhere.
 */
export type DocumentId =
  /** The organisation, its stores, tills, catalogs and tax classes. Managers write, tills read. */
  | { readonly kind: 'settings' }
  /** People who may sign in at the tills of a store, with their PIN verifiers. */
  | { readonly kind: 'staff'; readonly store: StoreId }
  /** Products and departments. One catalog may serve several stores of one currency. */
  | { readonly kind: 'catalog'; readonly catalog: CatalogId }
  | { readonly kind: 'customers' }
  /** One writer's stock movements in a store. The writer is a till id, or `office-…` for a back-office device. */
  | { readonly kind: 'stock'; readonly store: StoreId; readonly writer: string }
  /** What a till did on a business day. One writer, append only. */
  | { readonly kind: 'journal'; readonly till: TillId; readonly day: BusinessDay }
  /** The sales that wait in a store on a business day: all its tills add to it. */
  | { readonly kind: 'parked'; readonly store: StoreId; readonly day: BusinessDay }

/** The document's name as it stands on the wire and in stores. Inverse of `parseDocumentId`. */
export function formatDocumentId(id: DocumentId): string {
  switch (id.kind) {
    case 'settings':
    case 'customers':
      return id.kind
    case 'staff':
      return `staff/${id.store}`
    case 'catalog':
      return `catalog/${id.catalog}`
    case 'stock':
      return `stock/${id.store}/${id.writer}`
    case 'journal':
      return `journal/${id.till}/${id.day}`
    case 'parked':
      return `parked/${id.store}/${id.day}`
  }
}

/** The typed id of a document name, or undefined when the name is not one: never a pattern, never a guess. */
export function parseDocumentId(name: string): DocumentId | undefined {
  const parts = name.split('/')
  const [kind, first, second] = parts
  if (parts.length === 1 && (kind === 'settings' || kind === 'customers')) return { kind }
  if (parts.length === 2 && first !== undefined) {
    if (kind === 'staff') return withId(parseId<StoreId>(first), store => ({ kind, store }))
    if (kind === 'catalog') return withId(parseId<CatalogId>(first), catalog => ({ kind, catalog }))
  }
  if (parts.length === 3 && first !== undefined && second !== undefined) {
    if (kind === 'stock') {
      const writer = parseId<TillId>(second)
      return writer && withId(parseId<StoreId>(first), store => ({ kind, store, writer }))
    }
    if (kind === 'journal') {
      const day = parseBusinessDay(second)
      return day && withId(parseId<TillId>(first), till => ({ kind, till, day }))
    }
    if (kind === 'parked') {
      const day = parseBusinessDay(second)
      return day && withId(parseId<StoreId>(first), store => ({ kind, store, day }))
    }
  }
  return undefined
}

function withId<Id>(id: Id | undefined, make: (id: Id) => DocumentId): DocumentId | undefined {
  return id === undefined ? undefined : make(id)
}
