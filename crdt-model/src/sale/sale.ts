import type { TillRight } from '../access/till-rights.ts'
import type { SaleHourRule } from '../age/sale-hours.ts'
import type { Moment } from '../calendar/moment.ts'
import type {
  AccountId,
  CustomerGroupId,
  CustomerId,
  DepartmentId,
  ProductId,
  StoreId,
  TaxClassId,
} from '../ids.ts'
import type { CashRounding } from '../money/cash-rounding.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { RoundingRule } from '../money/round.ts'
import type { PriceList } from '../pricing/price-list.ts'
import type { Discount } from '../pricing/priced-item.ts'
import type { Promotion, Reduction } from '../pricing/promotion.ts'
import type { SpokenLanguage } from '../records/spoken-language.ts'
import type { TaxClass, TaxExemption, TaxRounding, TaxSummaryLine } from '../tax/tax-class.ts'
import type { Tender, TenderKind, TenderRules } from './tender.ts'
import type { MeasuredUnit } from './unit.ts'

/** One line of a sale as it was rung up: it keeps the price and name it was rung at. SPEC L1. */
export interface SaleLine {
  /** Unique within the sale. */
  readonly id: string
  readonly product: ProductId | null
  readonly name: string
  readonly department: DepartmentId | null
  /** Thousandths: 1000 is one piece, or one unit of what is measured. Never 0. */
  readonly quantity: number
  /** What the price is for when it is no piece. SPEC I1. */
  readonly unit?: MeasuredUnit
  /** Minor units for one piece, as it will be charged. */
  readonly unitPrice: number
  /** Minor units: the catalog's price when it was rung up; differs from `unitPrice` after an override. */
  readonly listPrice: number
  readonly taxClass: TaxClassId | null
  /** Years the buyer must have, or 0. */
  readonly minimumAge: number
  /** Minor units for the whole line, as its label says: then the quantity follows from it, never it from there. */
  readonly labelAmount?: number
  /** What a person takes off the line. SPEC D1. */
  readonly discount?: ManualDiscount
  /** Why the line is not taxed. SPEC T9. */
  readonly exemption?: TaxExemption
  /** The line whose bottles or crates this is the deposit for. SPEC L17. */
  readonly depositOf?: string
  /** No discount and no promotion falls on it: deposits, gift cards. SPEC D2. */
  readonly notDiscountable?: true
  /** The gift card or store credit that this line puts money on. SPEC K1. */
  readonly account?: AccountId
  /** The number of a card that was made here, for the customer's receipt: it stands in no journal. SPEC K6. */
  readonly cardNumber?: string
  readonly serial?: string
  readonly note?: string
  /** Thousandths that were taken off the weight. */
  readonly tare?: number
}

/** What a person takes off a line or a sale. SPEC D1. */
export type ManualDiscount = Exclude<Reduction, { readonly kind: 'price' }> & { readonly reason?: string }

/** Who buys, as far as prices, payment and paper ask. */
export interface SaleCustomer {
  readonly id: CustomerId
  readonly group: CustomerGroupId | null
  /** What their receipt is written in; absent where they chose nothing. SPEC U3. */
  readonly language?: SpokenLanguage
}

/** What one line costs. */
export interface PricedLine {
  readonly id: string
  /** Minor units: quantity × unit price, rounded, less the discounts and the taxes it is exempt from. */
  readonly amount: number
  /** What was taken off, by source; absent when nothing was. SPEC D3. */
  readonly discounts?: readonly Discount[]
  /** Minor units of included taxes that it is exempt from; absent when there are none. SPEC T9. */
  readonly exempted?: number
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
  /** What each source took off the sale in all; absent when nothing was. SPEC G9. */
  readonly discounts?: readonly Discount[]
  /** The coupons without which the sale would cost more, by their keys; absent when there are none. SPEC G3. */
  readonly couponsUsed?: readonly string[]
  /** The search for the best combination of promotions was cut short: absent when it was not. SPEC G8. */
  readonly searchCut?: true
}

/** What `priceSale` needs to know beside the lines. */
export interface PricingContext {
  readonly currency: CurrencyCode
  readonly taxClasses: ReadonlyMap<TaxClassId, TaxClass>
  readonly taxRounding: TaxRounding
  /** What happens to half a minor unit, of prices and taxes alike: `half-up` unless said otherwise. SPEC M4. */
  readonly halves?: RoundingRule
  /** Where and when it is: decides on taxes and promotions. SPEC T8, G2. */
  readonly store?: StoreId
  readonly moment?: Moment
  /** IANA's name of the zone whose clock hangs in the store. SPEC G2a. */
  readonly timeZone?: string
  readonly promotions?: readonly Promotion[]
  /** What a product is rung up at; the price of a line that is there does not follow from them. SPEC G10. */
  readonly priceLists?: readonly PriceList[]
  /** How often each coupon may still be used here, by its key; one that is not named has no limit. SPEC G3. */
  readonly couponUsesLeft?: ReadonlyMap<string, number>
  readonly cashRounding?: readonly CashRounding<TenderKind>[]
  readonly tenders?: TenderRules
  readonly saleHours?: readonly SaleHourRule[]
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
  readonly customer?: SaleCustomer
  /** Codes as they were typed or scanned. */
  readonly coupons?: readonly string[]
  /** What a person takes off the whole sale. SPEC D1. */
  readonly discount?: ManualDiscount
  /** Why the customer is not taxed. SPEC T9. */
  readonly exemption?: TaxExemption
}

export interface PayingSale extends Omit<OpenSale, 'state'> {
  readonly state: 'paying'
  readonly totals: SaleTotals
  readonly tenders: readonly Tender[]
  /** Minor units on top of the total. */
  readonly tip?: number
  /** When the payment began: taxes and promotions are those of this moment. SPEC L10. */
  readonly startedAt?: Moment
  /** How what is paid in cash is rounded. SPEC E5. */
  readonly cashRounding?: CashRounding<TenderKind>
}

export interface CompletedSale extends Omit<PayingSale, 'state'> {
  readonly state: 'completed'
  /** Minor units handed back. */
  readonly change: number
  /** Minor units that cash rounding added (or took off, below 0) to what was due; absent when it did nothing. */
  readonly rounding?: number
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
  /** More than is due, with something that gives no change. */
  | { readonly code: 'overpaid'; readonly most: number }
  /** A gift card or store credit has less that may be spent here. */
  | { readonly code: 'balance-too-low'; readonly left: number }
  /** The customer may not owe so much. */
  | { readonly code: 'credit-limit-reached'; readonly left: number }
  /** The terminal's or the voucher's number is missing. */
  | { readonly code: 'reference-missing' }
  /** Something of the slip of a card is not what it should be. */
  | { readonly code: 'bad-slip' }
  /** What was taken down of a card could be its whole number, which nobody may keep. */
  | { readonly code: 'card-number' }
  | { readonly code: 'tender-not-taken'; readonly kind: TenderKind }
  /** Not the rate of the day, or not what the foreign cash is worth by it. */
  | { readonly code: 'wrong-exchange-rate' }
  /** Of this currency only notes of a certain size are taken. */
  | { readonly code: 'coins-not-taken' }
  | { readonly code: 'bad-discount' }
  /** More than the person may give. */
  | { readonly code: 'discount-above-limit'; readonly most: number }
  /** The line may not be sold at this hour, by the rule of this name. */
  | { readonly code: 'not-at-this-hour'; readonly line: string; readonly rule: string }
  /** The line is billed as its label says. */
  | { readonly code: 'label-price' }
  /** Who is signed in may not do this, and nobody allowed it. */
  | { readonly code: 'not-allowed'; readonly right: TillRight }
  /** The store takes cash in a shift only, and none is open. */
  | { readonly code: 'no-shift-open' }
  /** A line with a serial number is one piece. */
  | { readonly code: 'one-piece' }
  /** The product with this serial number is in the sale already. */
  | { readonly code: 'serial-twice' }
  /** An exemption needs a reason. */
  | { readonly code: 'bad-exemption' }
  /** Goods that were to pay for it came back meanwhile. SPEC X6. */
  | { readonly code: 'returned-already' }

/** The outcome of a change to the lines: the new state and the line it touched, or why not. */
export type LineResult =
  | { readonly ok: true; readonly sale: OpenSale; readonly line: string }
  | { readonly ok: false; readonly refusal: SaleRefusal }

/** The outcome of a step: the new state, or why not. */
export type SaleResult<State extends Sale> =
  | { readonly ok: true; readonly sale: State }
  | { readonly ok: false; readonly refusal: SaleRefusal }
