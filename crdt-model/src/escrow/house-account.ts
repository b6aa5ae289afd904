import type { Customer } from '../records/customer.ts'
import type { AccountLedger } from './account-ledger.ts'

/**
 * What a customer may owe, as an account: what is on it is the room under their limit. It is a level that the
 * customer's record says and not a sum of raises, so however many people set it, it counts once. Minor units of
 * whatever currency is bought in: as every account, it is another one in each. SPEC K1, K10.
 */
export function limitInForce({
  creditLimit,
  archived,
}: Pick<Customer, 'creditLimit' | 'archived'>): number | null {
  return archived ? null : creditLimit
}

/**
 * A house account as the relay knows it: under what it put on it and took off lies the limit.
 * @param ledger without the limit
 * @param limit null counts as nothing: they buy nothing on account
 * @param charged by entries that touched no till's share, less what of them was undone. SPEC K11, K12
 */
export function houseLedger(ledger: AccountLedger, limit: number | null, charged: number): AccountLedger {
  return { own: ledger.own + (limit ?? 0) - charged, holders: ledger.holders }
}

/** What a customer owes by what is on their account; below 0 they paid ahead. SPEC K10. */
export function lentUnder(limit: number | null, balance: number): number {
  return (limit ?? 0) - balance
}

/** What a till knows when somebody wants to buy on account. Minor units. */
export interface LendingFacts {
  /** Its share of the room. SPEC K3. */
  readonly share: number
  /** By the record as this till has it. */
  readonly limit: number | null
  /** What they owe, as far as is known here; null when the relay never told. */
  readonly lent: number | null
}

/**
 * What a till may lend here and now: at most its share, and never more than the limit that it has heard of leaves,
 * though the share is of a higher one. SPEC K13.
 */
export function lendable({ share, limit, lent }: LendingFacts): number {
  if (limit === null) return 0
  return Math.max(0, lent === null ? share : Math.min(share, limit - lent))
}
