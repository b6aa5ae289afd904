import type { AccountId } from '../ids.ts'
import type { RefundEvent } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import type { CurrencyCode } from '../money/money.ts'

/** What an entry of a till's journal does with an account. Minor units above 0. SPEC K2. */
export interface AccountMove {
  readonly account: AccountId
  readonly currency: CurrencyCode
  /** `put`: money came onto it, the till's to spend. `take`: it was spent. `back`: the till gave it to the relay. */
  readonly kind: 'put' | 'take' | 'back'
  readonly amount: number
}

/**
 * What an entry moves on accounts, as stock moves follow from it: a sale and what it takes off a card are one entry,
 * so neither is ever there without the other. SPEC K2.
 */
export function accountMoves(event: JournalEvent): AccountMove[] {
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
  return tenders.flatMap(tender =>
    (tender.kind === 'gift-card' || tender.kind === 'store-credit') && tender.amount > 0
      ? [{ account: tender.account, currency, kind, amount: tender.amount }]
      : [],
  )
}

function undone(move: AccountMove): AccountMove {
  return { ...move, kind: move.kind === 'put' ? 'take' : 'put' }
}
