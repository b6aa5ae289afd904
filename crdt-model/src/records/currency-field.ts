import { NO_CURRENCY, parseCurrency } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import { type FieldRule, parsed } from './field-rule.ts'

/** An ISO 4217 code; "no currency" where it is absent, so that amounts never pass for another currency's. */
export const currencyField: FieldRule<CurrencyCode> = parsed({
  fallback: NO_CURRENCY,
  required: true,
  problem: 'not-a-currency',
  parse: value => (typeof value === 'string' ? parseCurrency(value) : undefined),
})
