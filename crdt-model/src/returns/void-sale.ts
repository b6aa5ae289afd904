import type { VoidEvent } from '../journal/events/refund.ts'
import type { JournalEntry } from '../journal/journal-entry.ts'

export type VoidRefusal =
  /** Money went in or out since, or it is no sale: bring it back as a refund. */
  | { readonly code: 'not-the-last-sale' }
  | { readonly code: 'shift-closed' }
  | { readonly code: 'reason-missing' }

/**
 * The void of the till's last sale, or why it cannot be. `entries` are those of the till's epoch in their order.
 * Only the last entry that moved money may be voided, in the shift it was made in. SPEC X5.
 */
export function voidLastSale(
  entries: readonly Pick<JournalEntry, 'number' | 'event'>[],
  number: number,
  reason: string,
): { readonly ok: true; readonly event: VoidEvent } | { readonly ok: false; readonly refusal: VoidRefusal } {
  if (reason.trim() === '') return { ok: false, refusal: { code: 'reason-missing' } }
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]
    if (entry === undefined || isHarmless(entry.event.kind)) continue
    const { event } = entry
    if (event.kind === 'shift-close' || event.kind === 'shift-open')
      return { ok: false, refusal: { code: 'shift-closed' } }
    if (event.kind !== 'sale' || entry.number !== number) break
    return { ok: true, event: { kind: 'void', number, reason, sale: event } }
  }
  return { ok: false, refusal: { code: 'not-the-last-sale' } }
}

/** Entries that move neither money nor goods. */
function isHarmless(kind: JournalEntry['event']['kind']): boolean {
  switch (kind) {
    case 'sign-in':
    case 'sign-out':
    case 'no-sale':
    case 'price-override':
    case 'line-void':
    case 'sale-cancel':
    case 'reprint':
    case 'age-check':
    case 'approval':
    case 'training':
    case 'share-back':
      return true
    default:
      return false
  }
}

/** The numbers of the sales of a till's epoch that were voided. SPEC X5. */
export function voidedNumbers(entries: readonly Pick<JournalEntry, 'event'>[]): Set<number> {
  return new Set(entries.flatMap(({ event }) => (event.kind === 'void' ? [event.number] : [])))
}
