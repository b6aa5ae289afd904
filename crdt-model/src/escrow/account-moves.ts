import type { AccountId } from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Tender } from '../sale/tender.ts'
import { houseAccount } from './account-id.ts'

/** What an entry of a till's journal does with an account. Minor units above 0. SPEC K2. */
export interface AccountMove {
  readonly account: AccountId
  readonly currency: CurrencyCode
  /**
   * `put`: money came onto it, the till's to spend. `take`: it was spent. `back`: the till gave it to the relay.
   * `charge` and `uncharge`: it went off what the relay holds and came back there, and no till's share is touched (K11).
   */
  readonly kind: 'put' | 'take' | 'back' | 'charge' | 'uncharge'
  readonly amount: number
}

/**
 * What an entry moves on accounts, as stock moves follow from it: a sale and what it takes off a card are one entry,
 * so neither is ever there without the other. SPEC K2.
 */
export function accountMoves(event: JournalEvent): AccountMove[] {
  const moves = movesOf(event)
  // Behind the others, so that those keep the places that they had before there were charges.
  return [...moves.filter(move => !isCharge(move)), ...moves.filter(isCharge)]
}

function isCharge({ kind }: AccountMove): boolean {
  return kind === 'charge' || kind === 'uncharge'
}

function movesOf(event: JournalEvent): AccountMove[] {
  switch (event.kind) {
    case 'sale':
      return saleMovesOnAccounts(event)
    case 'void':
      return saleMovesOnAccounts(event.sale).map(undone)
    case 'refund':
      return paidOut(event)
    case 'exchange':
      return [...paidOut(event.refund), ...saleMovesOnAccounts(event.sale)]
    case 'share-back': {
      const { account, currency, amount } = event
      return [{ account, currency, kind: 'back', amount }]
    }
    default:
      return []
  }
}

/** What a move does to what is on its account, whoever holds it: minor units, below 0 where it goes off. SPEC K2, K11. */
export function balanceChange({ kind, amount }: AccountMove): number {
  switch (kind) {
    case 'put':
    case 'uncharge':
      return amount
    case 'take':
    case 'charge':
      return -amount
    case 'back':
      return 0
  }
}

/** What a move does to its till's share. SPEC K2. */
export function shareChange({ kind, amount }: AccountMove): number {
  switch (kind) {
    case 'put':
      return amount
    case 'take':
    case 'back':
      return -amount
    case 'charge':
    case 'uncharge':
      return 0
  }
}

/** The account that a tender takes from; undefined for one that takes from none. SPEC K2, K10. */
export function accountOfTender(tender: Tender): AccountId | undefined {
  switch (tender.kind) {
    case 'gift-card':
    case 'store-credit':
      return tender.account
    case 'on-account':
      return houseAccount(tender.customer)
    default:
      return undefined
  }
}

/** What a sale sold onto accounts: owed to whoever has them, and no takings until it is spent. Minor units. SPEC K9. */
export function soldOntoAccounts({ lines }: Pick<SaleEvent, 'lines'>): number {
  return lines.reduce((sum, { account, amount }) => sum + (account === undefined ? 0 : amount), 0)
}

function saleMovesOnAccounts({ currency, lines, tenders }: SaleEvent): AccountMove[] {
  const put = lines.flatMap(({ account, amount }) =>
    account === undefined || amount <= 0 ? [] : [{ account, currency, kind: 'put' as const, amount }],
  )
  return [...put, ...onAccounts({ currency, tenders }, 'take')]
}

function paidOut({ goods }: RefundEvent): AccountMove[] {
  return onAccounts(goods, 'put')
}

function onAccounts(
  { currency, tenders }: Pick<SaleEvent, 'currency' | 'tenders'>,
  kind: 'put' | 'take',
): AccountMove[] {
  return tenders.flatMap(tender => {
    const account = accountOfTender(tender)
    if (account === undefined || tender.amount <= 0) return []
    const isUnheld = tender.kind === 'on-account' && tender.unheld === true
    return [{ account, currency, kind: isUnheld ? CHARGES[kind] : kind, amount: tender.amount }]
  })
}

const CHARGES = { put: 'uncharge', take: 'charge' } as const
const OPPOSITE = {
  put: 'take',
  take: 'put',
  charge: 'uncharge',
  uncharge: 'charge',
  back: 'back',
} as const satisfies Record<AccountMove['kind'], AccountMove['kind']>

function undone(move: AccountMove): AccountMove {
  return { ...move, kind: OPPOSITE[move.kind] }
}
