import type { ReplicaStatus } from '../replica/protocol.ts'

/** What the safety pill says. The words belong to the screen. */
export type Safety =
  | { readonly kind: 'starting' }
  | { readonly kind: 'safe' }
  | { readonly kind: 'pending'; readonly sales: number }
  | { readonly kind: 'offline'; readonly sales: number }
  /** The relay refused this device: only a person can help. */
  | { readonly kind: 'attention'; readonly why: 'refused' | 'signed-out' }
  /** The relay did not take what this device holds of a document, which is being fetched anew. */
  | { readonly kind: 'attention'; readonly why: 'refused-copy' }

/** Sales count before entries: a sign-in that is on its way is nobody's worry. */
export function safetyOf(
  status: Pick<ReplicaStatus, 'phase' | 'online' | 'refused' | 'unsyncedSales' | 'documents'>,
): Safety {
  if (status.refused === 'unauthenticated') return { kind: 'attention', why: 'signed-out' }
  if (status.refused !== null) return { kind: 'attention', why: 'refused' }
  if (status.documents.some(document => document.refused !== null))
    return { kind: 'attention', why: 'refused-copy' }
  if (status.phase === 'starting') return { kind: 'starting' }
  if (!status.online) return { kind: 'offline', sales: status.unsyncedSales }
  return status.unsyncedSales > 0 ? { kind: 'pending', sales: status.unsyncedSales } : { kind: 'safe' }
}
