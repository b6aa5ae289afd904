import type { CurrencyCode } from '../money/money.ts'
import type { TenderKind } from '../sale/tender.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'

/** What happened in one currency. Minor units; what was voided counts nowhere but in `voided`. SPEC Z2. */
export interface CurrencyTotals {
  readonly currency: CurrencyCode
  /** Sales, the new halves of exchanges too, and what they came to with added tax, less what they sold onto accounts. */
  readonly sales: { readonly count: number; readonly total: number }
  /** Returned goods, the old halves of exchanges too. */
  readonly refunds: { readonly count: number; readonly total: number }
  readonly voided: { readonly count: number; readonly total: number }
  /** What was sold onto gift cards and store credit: owed, and in no total of sales. SPEC K9. */
  readonly soldOntoAccounts: number
  /** What promotions and people took off what was sold. */
  readonly discounts: number
  readonly tips: number
  /** What cash rounding added, of sales less of refunds. */
  readonly rounding: number
  /** By name, rate and kind: sold less returned. */
  readonly taxes: readonly TaxSummaryLine[]
  /** By kind, in the order in which they came up. Change is not taken off cash here. */
  readonly tenders: readonly TenderTotals[]
  /** Handed back in cash. */
  readonly change: number
}

export interface TenderTotals {
  readonly kind: TenderKind
  readonly count: number
  readonly taken: number
  readonly paidBack: number
}

/** The drawer in one currency. Minor units. SPEC Z3, Z4. */
export interface DrawerTotals {
  readonly currency: CurrencyCode
  readonly float: number
  readonly taken: number
  readonly change: number
  readonly paidBack: number
  readonly cashIn: number
  readonly cashOut: number
  readonly drops: number
  /** What should be there. */
  readonly expected: number
  /** What was there at the close; null before. */
  readonly counted: number | null
  /** Counted less expected: above 0 it is over, below 0 it is short; null before the close. */
  readonly overShort: number | null
}

/** Things done that owners look at. Amounts in minor units. */
export interface ActTotals {
  readonly noSales: number
  readonly priceOverrides: number
  readonly lineVoids: { readonly count: number; readonly amount: number }
  readonly saleCancels: { readonly count: number; readonly amount: number }
  readonly reprints: number
  readonly approvals: number
  readonly agesRefused: number
  /** How often somebody began to practise. SPEC O7. */
  readonly trainings: number
}

/** An X report while the shift is open, a Z report when it is closed. SPEC Z. */
export interface ShiftTotals {
  /** The shift's number; null for what was done outside one. */
  readonly shift: number | null
  /** Numbers of the first and the last entry. */
  readonly from: number
  readonly to: number
  /** Milliseconds since 1970 of these entries. */
  readonly startedAt: number
  readonly endedAt: number
  readonly closed: boolean
  /** What was written for being over or short. */
  readonly reason: string
  readonly currencies: readonly CurrencyTotals[]
  readonly drawer: readonly DrawerTotals[]
  readonly acts: ActTotals
}
