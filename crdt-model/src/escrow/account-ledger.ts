/** What one holder did with an account and got of it, summed up. A holder is a till in one epoch. Minor units. SPEC K1. */
export interface HolderSums {
  /** By its journal, as far as the relay has it. */
  readonly put: number
  readonly taken: number
  readonly back: number
  /** By the relay: handed to it, and taken from it for good because it is lost. */
  readonly given: number
  readonly released: number
}

/** An account as the relay knows it. */
export interface AccountLedger {
  /** What the relay itself put on it less what it took off. */
  readonly own: number
  readonly holders: readonly HolderSums[]
}

/** What a holder may still spend by what is known; below 0 it spent or gave more than it had. SPEC K4. */
export function holderShare({ put, taken, back, given, released }: HolderSums): number {
  return put + given - taken - back - released
}

/** What is on the account by what is known: below 0 only where a holder spent what it did not have. SPEC K2. */
export function accountBalance({ own, holders }: AccountLedger): number {
  return holders.reduce((sum, { put, taken }) => sum + put - taken, own)
}

/**
 * What nobody holds and the relay may give away or take off: the balance less every share. What a holder overspent is
 * missing here and in nobody else's share, and what it claims to give back without having it is worth nothing. SPEC K4.
 */
export function freeShare(ledger: AccountLedger): number {
  const held = ledger.holders.reduce((sum, holder) => sum + Math.max(0, holderShare(holder)), 0)
  return Math.max(0, accountBalance(ledger) - held)
}

/** What a till asks for: `knows` was given to it in all, as far as it was told, and it wants `more`. */
export interface ShareWish {
  readonly knows: number
  readonly more: number
}

/**
 * What was given to a holder in all, once its wish is granted as far as it can be. It only grows, and the same wish
 * asked again, because its answer was lost, grants nothing more. SPEC K4.
 */
export function givenAfter(given: number, free: number, { knows, more }: ShareWish): number {
  return Math.max(given, Math.min(knows + more, given + free))
}
