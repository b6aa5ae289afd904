import type { BusinessDay, StoreId, TaxClassId } from '../ids.ts'

/** One rate of a tax class. */
export interface TaxRate {
  /** As the receipt names it: "VAT", "Sales tax". */
  readonly name: string
  /** Parts of a million: 20 % is 200000. */
  readonly rateMillionths: number
  /** Whether prices include this tax (UK VAT) or it is added on top (US sales tax). */
  readonly included: boolean
  /** Levied on the price together with the taxes that stand before it in the class. SPEC T7. */
  readonly compound?: true
  /** The stores it is levied in; all of them when absent. SPEC T8. */
  readonly stores?: readonly StoreId[]
  /** The first and the last day it is levied on. SPEC T8. */
  readonly from?: BusinessDay
  readonly until?: BusinessDay
}

/** What products are taxed by: a class holds one or more rates. SPEC T1. */
export interface TaxClass {
  readonly id: TaxClassId
  readonly name: string
  readonly rates: readonly TaxRate[]
}

/** How tax is rounded: at each unit sold, at each line, or once per rate over the whole document. SPEC T4. */
export type TaxRounding = 'per-unit' | 'per-line' | 'per-document'

/** The tax of one rate over a sale. `net + tax` is what was paid for the goods under this rate alone. */
export interface TaxSummaryLine {
  readonly name: string
  readonly rateMillionths: number
  readonly included: boolean
  /** Minor units: the goods without any tax, also where the tax is levied on another tax. */
  readonly net: number
  /** Minor units. */
  readonly tax: number
}

/** Why somebody or something is not taxed. SPEC T9. */
export interface TaxExemption {
  readonly reason: string
  /** The number of the certificate that was shown, or empty where none is needed. */
  readonly certificate: string
  /** The names of the taxes it frees from; all of them when absent. */
  readonly taxes?: readonly string[]
}
