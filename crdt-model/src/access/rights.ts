import type { StoreId, TillId } from '../ids.ts'
import type { DocumentId } from './document-id.ts'

/** Who asks: a signed-in user, or an enrolled device. */
export type Principal =
  | { readonly kind: 'user'; readonly role: 'owner' | 'manager' }
  | { readonly kind: 'device'; readonly till: TillId; readonly store: StoreId; readonly catalog: string }

export type Access = 'none' | 'read' | 'write'

/**
 * The one table of rights on documents. SPEC A1.
 * A till writes its own journals and its own stock, and customers; it reads settings, its store's staff, catalog
 * and stock; nothing else. Users write what managers edit, and never a till's journal or stock.
 */
export function accessTo(principal: Principal, document: DocumentId): Access {
  switch (document.kind) {
    case 'settings':
      return principal.kind === 'user' ? 'write' : 'read'
    case 'staff':
      if (principal.kind === 'user') return 'write'
      return document.store === principal.store ? 'read' : 'none'
    case 'catalog':
      if (principal.kind === 'user') return 'write'
      return document.catalog === principal.catalog ? 'read' : 'none'
    case 'customers':
      return 'write'
    case 'stock':
      if (principal.kind === 'user') return document.writer.startsWith('office-') ? 'write' : 'read'
      if (document.store !== principal.store) return 'none'
      return document.writer === principal.till ? 'write' : 'read'
    case 'journal':
      if (principal.kind === 'user') return 'read'
      return document.till === principal.till ? 'write' : 'none'
  }
}
