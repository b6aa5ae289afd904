import type { CurrencyCode, PricingContext, TaxClassId } from '@evertill/crdt-model'
import type { LocalDatabase, StoreRow, TaxClassRow } from './database.ts'

/** What prices of a store are worked out with. Screen and worker use this one function, so that their totals agree. */
export function pricingContextOf(store: StoreRow, taxClasses: readonly TaxClassRow[]): PricingContext {
  return {
    currency: asCurrency(store.currency),
    taxClasses: new Map(taxClasses.map((row): [TaxClassId, TaxClassRow] => [row.id, row])),
    taxRounding: store.taxRounding,
  }
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
