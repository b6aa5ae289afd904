import type { DiscountSource, Promotion } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'

/** What people call where a discount comes from. */
export function discountName(source: DiscountSource, promotions: readonly Promotion[]): string {
  if (source.kind !== 'promotion') return t(`till.discount.${source.kind}`)
  const name = promotions.find(each => each.id === source.promotion)?.name ?? ''
  return name === '' ? t('till.discount.promotion') : name
}
