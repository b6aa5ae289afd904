import { addMoney } from './add-money.ts'
import type { CurrencyCode, Money } from './money.ts'

/** Never run: the compiler is the judge. SPEC M2. */
export function currenciesDoNotMix(
  pounds: Money<CurrencyCode & 'GBP'>,
  euros: Money<CurrencyCode & 'EUR'>,
  text: string,
): void {
  addMoney(pounds, pounds)
  // @ts-expect-error pounds and euros are no sum
  addMoney(pounds, euros)
  // @ts-expect-error a text is a currency only once it was parsed
  addMoney(pounds, { minor: 1, currency: text })
}
