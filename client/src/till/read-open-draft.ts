import type { OpenSale } from '@evertill/crdt-model'
import type { LocalDatabase } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'

/** What a reload finds: the sale that was on screen, or the receipt of one that was stored just before. */
export interface LeftSale {
  readonly sale: OpenSale | null
  /** The draft was paid and stored, but its receipt was never shown: it is shown now. */
  readonly receipt: Receipt | null
}

/** The newest sale that is not parked. One that the journal already has was sold, whatever the draft says. */
export async function readOpenDraft(database: Pick<LocalDatabase, 'drafts' | 'journal'>): Promise<LeftSale> {
  const drafts = await database.drafts.orderBy('updatedAt').reverse().toArray()
  const open = drafts.find(draft => !draft.parked)
  if (open === undefined) return { sale: null, receipt: null }
  const entry = await database.journal.where('sale').equals(open.id).first()
  return entry === undefined ? { sale: open.sale, receipt: null } : { sale: null, receipt: entry.receipt }
}
