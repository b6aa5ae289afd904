import type { CustomerId } from '../ids.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'

/** Accounts are billed by the month: what was bought before is not looked at. Milliseconds. SPEC E9. */
export const ACCOUNT_PERIOD_MS = 31 * 24 * 3600 * 1000

/**
 * What a customer owes by these entries of a journal, in minor units: what was bought on account, less what was paid
 * back to it and what was undone. Below 0 where something was paid back that was bought elsewhere. SPEC E9.
 */
export function owedOnAccount(customer: CustomerId, events: Iterable<JournalEvent>): number {
  let owed = 0
  for (const event of events) owed += owedBy(customer, event)
  return owed
}

/** What a customer may still buy on account, in minor units. SPEC E9. */
export function creditLeft(limit: number | null, owed: number): number {
  return Math.max(0, (limit ?? 0) - Math.max(0, owed))
}

function owedBy(customer: CustomerId, event: JournalEvent): number {
  switch (event.kind) {
    case 'sale':
      return onAccount(customer, event)
    case 'void':
      return -onAccount(customer, event.sale)
    case 'refund':
      return -onAccount(customer, event.goods)
    case 'exchange':
      return onAccount(customer, event.sale) - onAccount(customer, event.refund.goods)
    default:
      return 0
  }
}

function onAccount(customer: CustomerId, { tenders }: SaleEvent): number {
  let sum = 0
  for (const tender of tenders)
    if (tender.kind === 'on-account' && tender.customer === customer) sum += tender.amount
  return sum
}
