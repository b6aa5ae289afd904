import type { CurrencyCode } from '../money/money.ts'
import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'
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
export type Tender = { readonly kind: 'cash'; /** Minor units. */ readonly amount: number }

/** What a sale costs, worked out by `priceSale`. All amounts in minor units. */
export interface SaleTotals {
  readonly lines: readonly { readonly id: string; /** quantity × unit price. */ readonly amount: number }[]
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

/** The outcome of a step: the new state, or why not. */
export type SaleResult<State extends Sale> =
  | { readonly ok: true; readonly sale: State }
  | { readonly ok: false; readonly refusal: SaleRefusal }
