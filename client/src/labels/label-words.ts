import { type CurrencyCode, type LabelSymbol, labelSymbolOf, type Unit } from '@evertill/crdt-model'
import { formatMoney, unitSymbol } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import type { Bars } from './label-mark.ts'
import type { LabelWords } from './lay-out-label.ts'

/** The unit by which buyers compare where a price is for a small one, and how many of that it is. SPEC B15. */
const COMPARED: Partial<Record<Unit, { readonly unit: 'kg' | 'lb'; readonly times: number }>> = {
  g: { unit: 'kg', times: 1000 },
  oz: { unit: 'lb', times: 16 },
}

/**
 * What a product's label says, in the language on screen.
 * @param price minor units in the store of the label, or null when it is asked at the till.
 */
export function labelWords(
  product: ProductRow,
  price: number | null,
  currency: CurrencyCode,
  barsOf: (symbol: LabelSymbol) => Bars | null,
): LabelWords {
  const symbol = labelSymbolOf(product)
  const { unit = 'piece' } = product
  const compared = COMPARED[unit]
  return {
    name: oneLine(product.name),
    price: price === null ? '' : perUnit(price, currency, unit),
    unitPrice:
      price === null || compared === undefined
        ? ''
        : perUnit(price * compared.times, currency, compared.unit),
    code: oneLine(symbol?.text ?? product.barcodes[0] ?? product.sku),
    bars: symbol && barsOf(symbol),
  }
}

function perUnit(price: number, currency: CurrencyCode, unit: Unit): string {
  const words = formatMoney(price, currency)
  return oneLine(unit === 'piece' ? words : t('labels.perUnit', { price: words, unit: unitSymbol(unit) }))
}

/** One line of letters: no control character and nothing invisible, and blanks that every typeface has. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim()
}
