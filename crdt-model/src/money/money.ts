/**
 * Money is a whole number of minor units together with its currency. No float ever holds money. SPEC M1.
 */
export type CurrencyCode = string & { readonly currency: unique symbol }

export interface Money<Currency extends CurrencyCode = CurrencyCode> {
  /** Whole minor units (cents, pence; yen have none). A safe integer. */
  readonly minor: number
  readonly currency: Currency
}
