import type { EntryReference } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'

/** What an entry sold: of an exchange the new goods. Undefined where nothing was. SPEC X6. */
export function soldIn(event: JournalEvent): SaleEvent | undefined {
  if (event.kind === 'sale') return event
  return event.kind === 'exchange' ? event.sale : undefined
}

/** Whether an entry of this till and epoch undoes the sale. SPEC X5. */
export function isVoidOf(
  { till, epoch, event }: Omit<EntryReference, 'number'> & { readonly event: JournalEvent },
  sale: EntryReference,
): boolean {
  return event.kind === 'void' && till === sale.till && epoch === sale.epoch && event.number === sale.number
}
