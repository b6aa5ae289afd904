import type { AccountId } from '../ids.ts'
import { allocate } from '../money/allocate.ts'
import { isAmount } from '../sale/limits.ts'
import type { EscrowAct, EscrowEntry, EscrowHolder } from './escrow-entry.ts'
import { type EscrowFold, spendableOf } from './escrow-fold.ts'

export type EscrowRefusal =
  | { readonly code: 'amount-out-of-range' }
  /** `left` may be spent or given here, in minor units. */
  | { readonly code: 'balance-too-low'; readonly left: number }

export type EscrowResult =
  | { readonly ok: true; readonly entry: EscrowEntry }
  | { readonly ok: false; readonly refusal: EscrowRefusal }

/**
 * The next entry of a holder, or why it may not write it. The holder must know all its own entries; of others it need
 * know nothing. SPEC K3.
 */
export function escrowEntry(
  fold: EscrowFold,
  holder: EscrowHolder,
  account: AccountId,
  act: EscrowAct,
): EscrowResult {
  if (!isAmount(act.amount) || act.amount === 0)
    return { ok: false, refusal: { code: 'amount-out-of-range' } }
  const left = spendableOf(fold, account, holder)
  if (act.kind !== 'issue' && act.amount > left)
    return { ok: false, refusal: { code: 'balance-too-low', left } }
  return { ok: true, entry: { holder, counter: nextCounter(fold, holder), account, act } }
}

/** What of a balance each holder is handed at first: equal parts, nothing lost. SPEC K5. */
export function evenShares(amount: number, holders: readonly EscrowHolder[]): Map<EscrowHolder, number> {
  const shares = allocate(
    amount,
    holders.map(() => 1),
  )
  return new Map(holders.map((holder, i) => [holder, shares[i] ?? 0]))
}

function nextCounter(fold: EscrowFold, holder: EscrowHolder): number {
  let last = 0
  for (const entry of fold.entries.values()) if (entry.holder === holder) last = Math.max(last, entry.counter)
  return last + 1
}
