import type { PriceListId, PromotionId } from '../ids.ts'
import type { PriceList } from '../pricing/price-list.ts'
import type { Promotion } from '../pricing/promotion.ts'
import type { PriceListRecord } from './price-list.ts'
import type { PromotionRecord } from './promotion.ts'

/** Promotions and price lists to price with, of their records; without the schemas, which a till's page does not need. */

/** The promotion to price with, or undefined while it is archived or not wholly readable. SPEC C6. */
export function promotionOf(id: PromotionId, record: PromotionRecord): Promotion | undefined {
  const { name, priority, stacks, archived, conditions, benefit } = record
  if (archived || conditions === null || benefit === null) return undefined
  return { id, name, priority, stacks, conditions, benefit }
}

/** The list to price with, or undefined while it is archived or its conditions cannot be read. SPEC C7. */
export function priceListOf(
  id: PriceListId,
  record: PriceListRecord & Pick<PriceList, 'prices'>,
): PriceList | undefined {
  const { name, priority, archived, conditions, prices } = record
  return archived || conditions === null ? undefined : { ...conditions, id, name, priority, prices }
}
