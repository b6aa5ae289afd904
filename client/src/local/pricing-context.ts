import {
  type CurrencyCode,
  type Moment,
  momentOf,
  type PricingContext,
  type TaxClassId,
} from '@evertill/crdt-model'
import type { LocalDatabase, StoreRow, TaxClassRow } from './database.ts'

/** What prices of a store are worked out with. Screen and worker use this one function, so that their totals agree. */
export function pricingContextOf(store: StoreRow, taxClasses: readonly TaxClassRow[]): PricingContext {
  const currency = asCurrency(store.currency)
  const { cashStep: step = 0, cashRule: rule = 'half-up' } = store
  return {
    currency,
    taxClasses: new Map(taxClasses.map((row): [TaxClassId, TaxClassRow] => [row.id, row])),
    taxRounding: store.taxRounding,
    store: store.id,
    cashRounding: step > 0 ? [{ currency, step, rule, tenders: ['cash', 'foreign-cash'] }] : [],
  }
}

/** The moment by the clock of this device: taxes and promotions begin and end by it. */
export function momentHere(at: number): Moment {
  return momentOf(at, -new Date(at).getTimezoneOffset())
}

/** The pricing context of a store as it stands now, or undefined before the store was downloaded. */
export async function readPricingContext(
  database: LocalDatabase,
  store: StoreRow['id'],
): Promise<PricingContext | undefined> {
  const [row, taxClasses] = await Promise.all([database.stores.get(store), database.taxClasses.toArray()])
  return row && pricingContextOf(row, taxClasses)
}

/** A store row's currency was read by the store's schema, which lets in nothing but currency codes. */
function asCurrency(code: string): CurrencyCode {
  return code as CurrencyCode
}
