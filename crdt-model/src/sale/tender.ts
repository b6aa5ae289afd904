import type { AccountId, CustomerId } from '../ids.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { CardSlip } from './card-slip.ts'
import type { ExchangeRate, ForeignRate } from './exchange-rate.ts'

/** One way in which something is paid. `amount` is what it counts for: minor units of the sale's currency. SPEC E. */
export type Tender =
  | { readonly kind: 'cash'; readonly amount: number }
  | {
      readonly kind: 'foreign-cash'
      readonly amount: number
      readonly currency: CurrencyCode
      /** Minor units of that currency. */
      readonly handed: number
      readonly rate: ExchangeRate
    }
  /** Taken by an external terminal, with the number it printed and, of its slip, what somebody took down. */
  | {
      readonly kind: 'card'
      readonly amount: number
      readonly reference: string
      readonly slip?: CardSlip
    }
  | { readonly kind: 'voucher'; readonly amount: number; readonly reference: string }
  | { readonly kind: 'gift-card'; readonly amount: number; readonly account: AccountId }
  | { readonly kind: 'store-credit'; readonly amount: number; readonly account: AccountId }
  | {
      readonly kind: 'on-account'
      readonly amount: number
      readonly customer: CustomerId
      /** It was written before limits held over all tills, and came off no till's share. SPEC K11. */
      readonly unheld?: true
    }
  /** Goods that came back in the same go. SPEC X6. */
  | { readonly kind: 'exchange'; readonly amount: number }

export type TenderKind = Tender['kind']

/** What this till takes, and how much of it. SPEC E2. */
export interface TenderRules {
  /** The kinds that are taken; all of them when absent. */
  readonly kinds?: ReadonlySet<TenderKind>
  readonly rates?: ReadonlyMap<CurrencyCode, ForeignRate>
  /** What may be spent here of a gift card or store credit (its escrow share), by account. SPEC K. */
  readonly spendable?: ReadonlyMap<AccountId, number>
  /** What a customer may still buy on account here: what may be lent at this till. SPEC K13. */
  readonly creditLeft?: ReadonlyMap<CustomerId, number>
  /** What goods that come back in the same go are worth. SPEC X6. */
  readonly exchangeCredit?: number
}
