import type { AccountId, TillId } from '../ids.ts'

/** Who may hold a share of a balance: a till, or the office under an id of the same kind. */
export type EscrowHolder = TillId

/**
 * One entry of a holder's escrow log. A holder writes only what it does itself, and counts its entries from 1 without
 * a gap. Amounts are minor units above 0. SPEC K1.
 */
export interface EscrowEntry {
  readonly holder: EscrowHolder
  readonly counter: number
  readonly account: AccountId
  readonly act: EscrowAct
}

export type EscrowAct =
  /** Money came onto the account: it is the writer's to spend. */
  | { readonly kind: 'issue'; readonly amount: number }
  /** The writer hands a part of its share to another holder. */
  | { readonly kind: 'give'; readonly amount: number; readonly to: EscrowHolder }
  | { readonly kind: 'spend'; readonly amount: number }
