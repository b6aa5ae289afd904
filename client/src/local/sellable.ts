import type { SellableItem } from '@evertill/crdt-model'
import type { ProductRow } from './database.ts'

/** A product as ringing it up asks for it; what an older row lacks is as it was before there was such a thing. */
export function sellable(row: ProductRow): SellableItem {
  return {
    id: row.id,
    name: row.name,
    department: row.department,
    taxClass: row.taxClass,
    price: row.price,
    minimumAge: row.minimumAge,
    unit: row.unit ?? 'piece',
    serialRequired: row.serialRequired ?? false,
    notDiscountable: row.notDiscountable ?? false,
  }
}
