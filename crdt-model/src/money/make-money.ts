import { assert } from './assert.ts'
import { MESSAGES } from './messages.ts'
import type { CurrencyCode, Money } from './money.ts'

/** An amount of minor units as money. Throws `RangeError` when it is not a safe integer. SPEC M1. */
export function makeMoney<Currency extends CurrencyCode>(minor: number, currency: Currency): Money<Currency> {
  assert(Number.isSafeInteger(minor), MESSAGES.notSafeInteger)
  return { minor, currency }
}
