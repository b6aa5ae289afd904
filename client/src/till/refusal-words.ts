import type { SaleRefusal } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'

/** Why a step of a sale is not possible, in words. @param money puts minor units of the sale's currency into words */
export function refusalWords(refusal: SaleRefusal, money: (minor: number) => string): string {
  switch (refusal.code) {
    case 'overpaid':
      return t('till.refusal.overpaid', { most: money(refusal.most) })
    case 'balance-too-low':
      return t('till.refusal.balance-too-low', { left: money(refusal.left) })
    case 'credit-limit-reached':
      return t('till.refusal.credit-limit-reached', { left: money(refusal.left) })
    case 'discount-above-limit':
      return t('till.refusal.discount-above-limit', { most: money(refusal.most) })
    default:
      return t(`till.refusal.${refusal.code}`)
  }
}
