import type { BusinessDay, StoreId } from '../ids.ts'
import type { TaxRate } from './tax-class.ts'
import { taxKey } from './tax-of-line.ts'

/** Where and when something is taxed. What is not known limits nothing. */
export interface TaxPlace {
  readonly store?: StoreId
  readonly day?: BusinessDay
}

/** The rates of a class that are levied in this store on this day, each once, in their order. SPEC T8. */
export function ratesInForce(rates: readonly TaxRate[], place: TaxPlace): readonly TaxRate[] {
  const isPlain = rates.every(rate => isInForce(rate, place)) && rates.length < 2
  if (isPlain) return rates
  // Two periods or stores of one rate that overlap are still one tax.
  return [...new Map(rates.filter(rate => isInForce(rate, place)).map(rate => [taxKey(rate), rate])).values()]
}

function isInForce(rate: TaxRate, { store, day }: TaxPlace): boolean {
  if (store !== undefined && rate.stores !== undefined && !rate.stores.includes(store)) return false
  if (day === undefined) return true
  return (rate.from === undefined || rate.from <= day) && (rate.until === undefined || day <= rate.until)
}
