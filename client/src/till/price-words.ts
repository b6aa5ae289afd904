import { formatMoney, unitSymbol } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { measuredUnitOf } from './measured-unit.ts'
import type { Till } from './till-context.tsx'

/** What a product costs for whoever buys now, or that its price is asked. */
export function priceWords(till: Pick<Till, 'sales' | 'currency'>, product: ProductRow): string {
  const price = till.sales.priceOf(product)
  if (price === null) return t('till.products.askPrice')
  const unit = measuredUnitOf(product)
  const words = formatMoney(price, till.currency())
  return unit === undefined ? words : t('till.cart.perUnit', { price: words, unit: unitSymbol(unit) })
}
