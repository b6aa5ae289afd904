import { type CurrencyCode, minorUnits, parseAmount } from '@evertill/crdt-model'

/** What a text with an amount of money says. */
export type PriceReading =
  | { readonly kind: 'price' /** Minor units. */; readonly minor: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly code: PriceProblem }

export type PriceProblem = 'not-a-price' | 'negative' | 'too-precise' | 'too-large'

/** A price of ten million pounds is a slip of the keyboard. */
const LARGEST_MINOR = 1_000_000_000

/**
 * Reads an amount as people and other systems write it: `4.5`, `£4,250.00`, `1.234,56 €`, `CHF 12`. The reading of the
 * digits is the domain's; here only the signs around them are taken off, and a refusal gets its reason.
 */
export function readPrice(text: string, currency: CurrencyCode): PriceReading {
  if (text.trim() === '') return { kind: 'empty' }
  const bare = text.replace(/^[\p{Sc}\p{L}\s]+|[\p{Sc}\p{L}\s]+$/gu, '')
  if (/^[-−(].*\d/.test(bare)) return { kind: 'problem', code: 'negative' }
  const digits = /^[.,]\d+$/.test(bare) ? `0${bare}` : withoutSpareZeros(bare, minorUnits(currency))
  // Thousands never start with a zero, so here the mark can only part decimals.
  if (/^0+[.,]\d+$/.test(digits) && digits.replace(/^0+[.,]/, '').length > minorUnits(currency)) {
    return { kind: 'problem', code: 'too-precise' }
  }
  const minor = parseAmount(digits, currency)
  if (minor === undefined) {
    return { kind: 'problem', code: /^\d+[.,]\d+$/.test(digits) ? 'too-precise' : 'not-a-price' }
  }
  return minor > LARGEST_MINOR ? { kind: 'problem', code: 'too-large' } : { kind: 'price', minor }
}

/** `4.5000` and `0.500` as spreadsheets pad them; never touches what may be thousands. */
function withoutSpareZeros(text: string, places: number): string {
  const match = /^(\d+)([.,])(\d+)$/.exec(text)
  if (match === null) return text
  const [, whole = '', mark = '', decimals = ''] = match
  if (decimals.length <= places || (decimals.length === 3 && !whole.startsWith('0'))) return text
  const kept = decimals.replace(/0+$/, '')
  return kept === '' ? whole : `${whole}${mark}${kept}`
}
