import { t } from '../i18n/translate.ts'
import type { Receipt, ReceiptDiscount } from '../local/receipt.ts'

/** What a receipt calls a discount: the promotion by its name, else who gave it. */
export function receiptDiscountName({ source, name }: ReceiptDiscount): string {
  return name === '' ? t(`till.discount.${source}`) : name
}

/** What was saved in all, in minor units; the lines say what gave it. */
export function savedOn({ discounts = [] }: Pick<Receipt, 'discounts'>): number {
  return discounts.reduce((sum, { amount }) => sum + amount, 0)
}
