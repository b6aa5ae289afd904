import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { RoundingRule } from '../money/round.ts'
import type { TaxClass, TaxRounding, TaxSummaryLine } from '../tax/tax-class.ts'

/** One line of a sale as it was rung up: it keeps the price and name it was rung at. SPEC L1. */
export interface SaleLine {
  /** Unique within the sale. */
  readonly id: string
  readonly product: ProductId | null
  readonly name: string
  readonly department: DepartmentId | null
  /** Thousandths: 1000 is one piece. Never 0. */
  readonly quantity: number
  /** Minor units for one piece, as it will be charged. */
  readonly unitPrice: number
  /** Minor units: the catalog's price when it was rung up; differs from `unitPrice` after an override. */
  readonly listPrice: number
  readonly taxClass: TaxClassId | null
  /** Years the buyer must have, or 0. */
  readonly minimumAge: number
}

/** Money the customer hands over. Later tenders (card, voucher, …) are further kinds. */
export type Tender = { readonly kind: 'cash' /** Minor units. */; readonly amount: number }

/** What one line costs. */
export interface PricedLine {
  readonly id: string
  /** Minor units: quantity × unit price, rounded half up. */
  readonly amount: number
  /** Which entries of the totals' `taxes` this line was taxed by, as indexes in ascending order. */
  readonly taxes: readonly number[]
}

/** What a sale costs, worked out by `priceSale`. All amounts in minor units. */
export interface SaleTotals {
  readonly lines: readonly PricedLine[]
  /** The sum of the lines as shown on them. */
  readonly subtotal: number
  readonly taxes: readonly TaxSummaryLine[]
  /** Taxes that come on top of the shown prices. */
  readonly taxAdded: number
  /** Taxes that the shown prices include. */
  readonly taxIncluded: number
  /** What is due: subtotal + taxAdded. */
  readonly total: number
}

/** What `priceSale` needs to know beside the lines. */
export interface PricingContext {
  readonly currency: CurrencyCode
  readonly taxClasses: ReadonlyMap<TaxClassId, TaxClass>
  readonly taxRounding: TaxRounding
  /** What happens to half a minor unit of tax: `half-up` unless said otherwise. */
  readonly taxHalves?: RoundingRule
}

/** A sale, from the first scan to the receipt: each state has only what is true in it. SPEC L2. */
export type Sale = OpenSale | PayingSale | CompletedSale

export interface OpenSale {
  readonly state: 'open'
  /** Unique for ever: makes a repeated "complete" command harmless. */
  readonly id: string
  readonly currency: CurrencyCode
  readonly lines: readonly SaleLine[]
  /** Years up to which the cashier confirmed the buyer's age in this sale, or 0. */
  readonly ageChecked: number
}

export interface PayingSale extends Omit<OpenSale, 'state'> {
  readonly state: 'paying'
  readonly totals: SaleTotals
  readonly tenders: readonly Tender[]
}

export interface CompletedSale extends Omit<PayingSale, 'state'> {
  readonly state: 'completed'
  /** Minor units handed back. */
  readonly change: number
}

/** Why a step of a sale is not possible. The screen turns the code into words. */
export type SaleRefusal =
  | { readonly code: 'empty-sale' }
  | { readonly code: 'age-not-checked'; readonly minimumAge: number }
  | { readonly code: 'still-to-pay'; readonly missing: number }
  | { readonly code: 'amount-out-of-range' }
  | { readonly code: 'bad-quantity' }
  | { readonly code: 'no-such-line' }
  | { readonly code: 'no-such-tender' }
  /** The sale was begun in another currency than the store now has. */
  | { readonly code: 'wrong-currency' }
  /** The totals do not follow from the lines: a tax changed since, or somebody changed the figures. */
  | { readonly code: 'totals-differ' }

/** The outcome of a change to the lines: the new state and the line it touched, or why not. */
export type LineResult =
  | { readonly ok: true; readonly sale: OpenSale; readonly line: string }
  | { readonly ok: false; readonly refusal: SaleRefusal }

/** The outcome of a step: the new state, or why not. */
export type SaleResult<State extends Sale> =
  | { readonly ok: true; readonly sale: State }
  | { readonly ok: false; readonly refusal: SaleRefusal }
