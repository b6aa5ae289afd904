import type { NewSaleLine } from '@evertill/crdt-model'
import type { ProductRow } from '../local/database.ts'

/** A product whose price is known. */
export interface PricedProduct extends ProductRow {
  price: number
}

/** The product when it has a price in the catalog, or null when it is asked at the till. */
export function withPrice(product: ProductRow): PricedProduct | null {
  const { price } = product
  return price === null ? null : { ...product, price }
}

/** The line that rings a product up as it stands now. */
export function lineOfProduct(product: PricedProduct, quantity: number): NewSaleLine {
  return {
    product: product.id,
    name: product.name,
    department: product.department,
    quantity,
    unitPrice: product.price,
    listPrice: product.price,
    taxClass: product.taxClass,
    minimumAge: product.minimumAge,
  }
}
