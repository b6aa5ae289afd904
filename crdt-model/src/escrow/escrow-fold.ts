import type { AccountId } from '../ids.ts'
import { isAmount } from '../sale/limits.ts'
import type { EscrowEntry, EscrowHolder } from './escrow-entry.ts'

/**
 * A bounded counter (Balegas et al., "Extending Eventually Consistent Cloud Databases for Enforcing Numeric
 * Invariants", SRDS 2015): the right to spend is a thing that is held by one holder at a time and handed on, so no
 * partition can spend it twice. SPEC K2.
 */
export interface EscrowFold {
  /** By holder and counter. */
  readonly entries: Map<string, EscrowEntry>
  readonly shares: Map<string, number>
  readonly balances: Map<AccountId, number>
  readonly findings: EscrowFinding[]
}

export type EscrowFinding =
  /** Two different entries under one counter: the one with the lesser text is taken. */
  | { readonly code: 'escrow-contradiction'; readonly holder: EscrowHolder; readonly counter: number }
  | { readonly code: 'escrow-unreadable'; readonly holder: string; readonly counter: number }

/** The fold of a set of entries: the same for any order and duplication. SPEC K2. */
export function foldEscrow(entries: Iterable<EscrowEntry>): EscrowFold {
  const fold: EscrowFold = { entries: new Map(), shares: new Map(), balances: new Map(), findings: [] }
  for (const entry of entries) keep(fold, entry)
  for (const entry of fold.entries.values()) count(fold, entry)
  return fold
}

/** Adds entries to a fold that stays in memory. */
export function applyEscrow(fold: EscrowFold, entries: Iterable<EscrowEntry>): EscrowFold {
  return foldEscrow([...fold.entries.values(), ...entries])
}

/**
 * Minor units that a holder may spend of an account, by what is known here of its own acts and of what was handed to
 * it. Never less than nothing; asked by the holder itself it is never too much. SPEC K3.
 */
export function spendableOf(fold: EscrowFold, account: AccountId, holder: EscrowHolder): number {
  return Math.max(0, fold.shares.get(shareKey(account, holder)) ?? 0)
}

/**
 * Minor units on the account by what is known here: issues less spends. Below 0 only while an issue or a share that
 * somebody spent from has not arrived. SPEC K2.
 */
export function balanceOf(fold: EscrowFold, account: AccountId): number {
  return fold.balances.get(account) ?? 0
}

/** Holders that by what is known here spent or gave more than they had: late entries, or a fault. SPEC K4. */
export function overspent(
  fold: EscrowFold,
): { readonly account: string; readonly holder: string; readonly by: number }[] {
  return [...fold.shares]
    .filter(([, share]) => share < 0)
    .map(([key, share]) => {
      const [account = '', holder = ''] = key.split(' ')
      return { account, holder, by: -share }
    })
    .sort((a, b) => (`${a.account} ${a.holder}` < `${b.account} ${b.holder}` ? -1 : 1))
}

function keep(fold: EscrowFold, entry: EscrowEntry): void {
  const { holder, counter, act } = entry
  if (!isAmount(act.amount) || act.amount === 0 || !Number.isSafeInteger(counter) || counter < 1) {
    fold.findings.push({ code: 'escrow-unreadable', holder, counter })
    return
  }
  const key = `${holder}.${counter}`
  const before = fold.entries.get(key)
  if (before === undefined) {
    fold.entries.set(key, entry)
    return
  }
  const [a, b] = [textOf(before), textOf(entry)]
  if (a === b) return
  if (!fold.findings.some(each => each.holder === holder && each.counter === counter))
    fold.findings.push({ code: 'escrow-contradiction', holder, counter })
  if (b < a) fold.entries.set(key, entry)
}

function count(fold: EscrowFold, { holder, account, act }: EscrowEntry): void {
  switch (act.kind) {
    case 'issue':
      add(fold.balances, account, act.amount)
      add(fold.shares, shareKey(account, holder), act.amount)
      return
    case 'spend':
      add(fold.balances, account, -act.amount)
      add(fold.shares, shareKey(account, holder), -act.amount)
      return
    case 'give':
      add(fold.shares, shareKey(account, holder), -act.amount)
      add(fold.shares, shareKey(account, act.to), act.amount)
      return
  }
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

function shareKey(account: AccountId, holder: EscrowHolder): string {
  return `${account} ${holder}`
}

function textOf({ account, act }: EscrowEntry): string {
  return JSON.stringify([account, act.kind, act.amount, act.kind === 'give' ? act.to : ''])
}
