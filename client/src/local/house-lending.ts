import type { AskShareResult } from '../replica/protocol.ts'
import type { AccountView } from './account-shares.ts'

/** What a person is told who wants to buy on account. Minor units. */
export interface LendingHere {
  readonly limit: number | null
  readonly lent: number | null
  /** What is left of the limit, over all tills; as much as may be lent here where that is not known. */
  readonly room: number
  /** What may be lent at this till now. */
  readonly now: number
}

/**
 * What of a limit can be used here and now. SPEC K13.
 * @param isOverview nothing was asked for: what the relay would give counts as here, while it is in reach
 */
export function lendingHere({ reach, view }: AskShareResult, isOverview: boolean): LendingHere {
  const { limit = null, lent = null } = view.lending ?? {}
  const room = limit === null || lent === null ? view.left : Math.max(0, limit - lent)
  const isGiven = isOverview && reach !== 'offline' && !view.isBlocked && limit !== null
  return { limit, lent, room, now: isGiven ? Math.max(view.left, room - heldElsewhere(view)) : view.left }
}

/** What other tills keep of an account. Minor units. */
export function heldElsewhere({ held }: Pick<AccountView, 'held'>): number {
  return held.reduce((sum, { amount }) => sum + amount, 0)
}
