import type { TaxClassId } from '../ids.ts'

/** One rate of a tax class. */
export interface TaxRate {
  /** As the receipt names it: "VAT", "Sales tax". */
  readonly name: string
  /** Parts of a million: 20 % is 200000. */
  readonly rateMillionths: number
  /** Whether prices include this tax (UK VAT) or it is added on top (US sales tax). */
  readonly included: boolean
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
  /** Minor units. */
  readonly net: number
  /** Minor units. */
  readonly tax: number
}
