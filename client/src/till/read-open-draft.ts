import type { OpenSale } from '@evertill/crdt-model'
import type { LocalDatabase } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { ExchangePlan } from '../local/return-plan.ts'

/** What a reload finds: the sale that was on screen, or the receipt of one that was stored just before. */
export interface LeftSale {
  readonly sale: OpenSale | null
  /** The draft was paid and stored, but its receipt was never shown: it is shown now. */
  readonly receipt: Receipt | null
  /** The goods that were to pay for the sale. */
  readonly exchange?: ExchangePlan | null
}

export const NOTHING_LEFT: LeftSale = { sale: null, receipt: null }

type Tables = Pick<LocalDatabase, 'drafts' | 'journal' | 'meta'>

/** The newest sale that is not parked. One that the journal already has was sold, whatever the draft says. */
export async function readOpenDraft(database: Tables): Promise<LeftSale> {
  const drafts = await database.drafts.orderBy('updatedAt').reverse().toArray()
  const isTraining = (await database.meta.get('training')) !== undefined
  const open = drafts.find(draft => !draft.parked && (draft.training === true) === isTraining)
  if (open === undefined) return NOTHING_LEFT
  const entry = await database.journal.where('sale').equals(open.id).first()
  if (entry === undefined) return { sale: open.sale, receipt: null, exchange: open.exchange ?? null }
  // Shown once: a kill came between the journal and the end of the draft.
  await database.drafts.delete(open.id)
  return { sale: null, receipt: entry.receipt }
}
