import {
  type CurrencyCode,
  type PricingContext,
  parseCurrency,
  type TaxClass,
  toId,
} from '@evertill/crdt-model'
import type { ProductRow } from '../local/database.ts'
import { tileOrder } from '../local/tile-order.ts'

/** For tests: the pound. */
export const POUNDS: CurrencyCode = currencyOf('GBP')

/** For tests: 20 % VAT included in the prices, under the class `standard`. */
export const VAT_CONTEXT: PricingContext = {
  currency: POUNDS,
  taxRounding: 'per-document',
  taxClasses: new Map(
    [
      {
        id: toId<TaxClass['id']>('standard'),
        name: 'Standard',
        rates: [{ name: 'VAT', rateMillionths: 200_000, included: true }],
      },
    ].map(each => [each.id, each]),
  ),
}

/** For tests: a product on file with what matters to the test. */
export function productRow(id: string, given: Partial<ProductRow> = {}): ProductRow {
  const row = {
    id: toId<ProductRow['id']>(id),
    catalog: toId<ProductRow['catalog']>('main'),
    name: `Product ${id}`,
    sku: id,
    barcodes: [],
    scanKeys: [],
    price: 250,
    department: null,
    taxClass: toId<TaxClass['id']>('standard'),
    brand: '',
    minimumAge: 0,
    archived: false,
    quickKey: false,
    conflicts: [],
    ...given,
  }
  return { ...row, tileOrder: tileOrder(row) }
}

function currencyOf(code: string): CurrencyCode {
  const currency = parseCurrency(code)
  if (currency === undefined) throw new RangeError(`not a currency: ${code}`)
  return currency
}
