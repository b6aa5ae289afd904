import type { ProductId } from '../ids.ts'
import { priceOf } from '../pricing/price-list.ts'
import type { OpenSale, PricingContext } from './sale.ts'

/**
 * What one piece of a product costs for whoever buys, here and now, in minor units: by a price list that holds, or
 * else as the catalog says, which may be null. Where store or moment are not known no list holds. SPEC G10.
 */
export function priceForSale(
  product: { readonly id: ProductId; readonly price: number | null },
  sale: Pick<OpenSale, 'customer'>,
  { priceLists, store, moment }: Pick<PricingContext, 'priceLists' | 'store' | 'moment'>,
): number | null {
  if (priceLists === undefined || store === undefined || moment === undefined) return product.price
  const place = { store, moment, customerGroup: sale.customer?.group ?? null }
  return priceOf(product.id, product.price, priceLists, place).price
}
