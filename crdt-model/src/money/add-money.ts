import { assert } from './assert.ts'
import { makeMoney } from './make-money.ts'
import { MESSAGES } from './messages.ts'
import type { CurrencyCode, Money } from './money.ts'

/**
 * The sum of two amounts of one currency. The compiler refuses two currencies it can tell apart; the rest throws
 * `RangeError`, as does a sum beyond the safe integers. SPEC M2.
 */
export function addMoney<Currency extends CurrencyCode>(
  augend: Money<Currency>,
  addend: Money<NoInfer<Currency>>,
): Money<Currency> {
  assert(augend.currency === addend.currency, MESSAGES.mixedCurrencies)
  return makeMoney(augend.minor + addend.minor, augend.currency)
}
