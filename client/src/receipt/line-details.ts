import { type CurrencyCode, groupedCardNumber, ONE_PIECE } from '@evertill/crdt-model'
import { formatMeasure, formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ReceiptLine } from '../local/receipt.ts'
import { exemptionWords } from './exemption-words.ts'
import { receiptDiscountName } from './receipt-discounts.ts'

/** What stands under a line of a receipt, on screen and on paper alike: how its amount came about, and what it is. */
export function lineDetails(line: ReceiptLine, currency: CurrencyCode): string[] {
  const isChanged = line.unitPrice !== line.listPrice
  const money = (minor: number) => formatMoney(minor, currency)
  const ofPrice = [
    ...(line.quantity !== ONE_PIECE || isChanged || line.unit !== undefined
      ? [
          t(line.tare ? 'till.receipt.netTimes' : 'till.receipt.quantityTimes', {
            quantity: formatMeasure(line.quantity, line.unit),
            price: money(line.unitPrice),
          }),
        ]
      : []),
    ...(isChanged ? [t('till.receipt.wasPrice', { price: money(line.listPrice) })] : []),
    ...(line.labelled ? [t('till.receipt.labelled')] : []),
    ...(line.tare ? [t('till.receipt.tare', { tare: formatMeasure(line.tare, line.unit) })] : []),
  ]
  return [
    ...(ofPrice.length > 0 ? [ofPrice.join(' · ')] : []),
    ...(line.card ? [t('till.receipt.cardNumber', { number: groupedCardNumber(line.card) })] : []),
    ...(line.serial ? [t('till.receipt.serial', { serial: line.serial })] : []),
    ...(line.note ? [line.note] : []),
    ...(line.exemption ? [`${t('till.receipt.exempt')}: ${exemptionWords(line.exemption)}`] : []),
    ...(line.discounts ?? []).map(each => `${receiptDiscountName(each)} ${money(-each.amount)}`),
  ]
}
