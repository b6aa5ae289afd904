import type { AccountId } from '../ids.ts'
import type { JournalEvent } from '../journal/journal-entry.ts'
import { accountMoves, shareChange } from './account-moves.ts'

/** A till's share of an account as the relay knew it when it had the till's journal up to a number. SPEC K3. */
export interface ToldShare {
  /** Minor units; below 0 where the relay knows of more that was spent than was there. */
  readonly share: number
  /** The relay had every entry of the till's epoch up to this one, and none behind it. */
  readonly upTo: number
}

/** An entry of the till's own journal in the epoch it is in. */
export interface NumberedEvent {
  readonly number: number
  readonly event: JournalEvent
}

/**
 * What a till may spend of an account: what it was told, and its own entries behind that. A till that was never told
 * anything counts what it has of its entries, and where earlier ones are lost that is never too much: up to any entry
 * a share was not below 0. SPEC K3.
 */
export function shareLeft(
  account: AccountId,
  told: ToldShare | undefined,
  own: Iterable<NumberedEvent>,
): number {
  let share = told?.share ?? 0
  for (const { number, event } of own) {
    if (told !== undefined && number <= told.upTo) continue
    for (const move of accountMoves(event)) if (move.account === account) share += shareChange(move)
  }
  return Math.max(0, share)
}

/** What is taken off each account by an entry, less what it puts on it: above 0 only. */
export function takenBy(event: JournalEvent): ReadonlyMap<AccountId, number> {
  const sums = new Map<AccountId, number>()
  for (const move of accountMoves(event))
    sums.set(move.account, (sums.get(move.account) ?? 0) - shareChange(move))
  return new Map([...sums].filter(([, amount]) => amount > 0))
}

/**
 * What a till gives back to the relay of an account that nobody at it is using: all but what its store keeps at hand
 * for when the relay is out of reach. Minor units. SPEC K5.
 */
export function shareToGiveBack(left: number, kept: number): number {
  return Math.max(0, left - kept)
}
