import type { AccountId } from '../ids.ts'
import type { TenderRules } from '../sale/tender.ts'

/**
 * Where store credit for goods that come back goes: the customer's, or a new credit note. Undefined where the store
 * would not take it as payment afterwards: a note is spent as a gift card is. SPEC X4.
 */
export function creditForReturn(
  { kinds }: Pick<TenderRules, 'kinds'>,
  customers: AccountId | undefined,
  note: AccountId,
): AccountId | undefined {
  if (kinds?.has('store-credit') !== true) return undefined
  if (customers !== undefined) return customers
  return kinds.has('gift-card') ? note : undefined
}
