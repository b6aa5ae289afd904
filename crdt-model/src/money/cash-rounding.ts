import { assertNever } from '../assert-never.ts'
import { assert } from './assert.ts'
import { MESSAGES } from './messages.ts'
import type { CurrencyCode } from './money.ts'
import { type RoundingRule, roundQuotient } from './round.ts'

/** How an amount comes to a multiple of the smallest coin. `half-down` is what New Zealand's shops do with 5 cents. */
export type CashRoundingRule = RoundingRule | 'half-down' | 'up' | 'down'

/** What may be paid in multiples only. SPEC M7. */
export interface CashRounding<Kind extends string = string> {
  readonly currency: CurrencyCode
  /** Minor units: 5 for 0.05, 10 for 0.10, 100 for 1.00. */
  readonly step: number
  readonly rule: CashRoundingRule
  /** The kinds of tender that it is for: cash nearly everywhere. */
  readonly tenders: readonly Kind[]
}

/** The amount (minor units, of either sign) as a multiple of the step. Rounding mirrors at zero. SPEC M7. */
export function roundToStep(amount: number, step: number, rule: CashRoundingRule): number {
  assert(Number.isSafeInteger(amount), MESSAGES.notSafeInteger)
  assert(Number.isSafeInteger(step) && step > 0, MESSAGES.badDivisor)
  return multiples(amount, step, rule) * step + 0
}

function multiples(amount: number, step: number, rule: CashRoundingRule): number {
  const whole = Math.trunc(amount / step)
  const rest = Math.abs(amount % step)
  const farther = whole + Math.sign(amount)
  switch (rule) {
    case 'half-up':
    case 'half-even':
      return roundQuotient(amount, step, rule)
    case 'half-down':
      return rest * 2 > step ? farther : whole
    case 'up':
      return rest > 0 ? farther : whole
    case 'down':
      return whole
    default:
      return assertNever(rule)
  }
}

/** The rounding of a tender in a currency, or undefined when it may be any amount. The first that fits. SPEC M7. */
export function cashRoundingOf<Kind extends string>(
  roundings: readonly CashRounding<Kind>[],
  currency: CurrencyCode,
  tender: Kind,
): CashRounding<Kind> | undefined {
  return roundings.find(each => each.currency === currency && each.tenders.includes(tender))
}
