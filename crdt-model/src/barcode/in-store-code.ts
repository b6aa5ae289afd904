import { minorUnits } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import { roundProduct } from '../money/round.ts'
import { isQuantity, MAX_AMOUNT } from '../sale/limits.ts'
import { hasValidCheckDigit } from './gtin.ts'
import { priceVerifier } from './price-verifier.ts'

/**
 * How labels that a shop prints itself (GS1's restricted circulation numbers 02 and 20–29) are read. They differ by
 * country and shop, so they are a table of these, never fixed. A type and no interface: so it is plain JSON to records.
 * SPEC B6.
 */
export type InStoreRule = {
  /**
   * One sign for each of the 13 digits: a digit stands for itself, `I` for the item, `N` and `D` for the value before
   * and behind the point, `V` for the verifier of a price of four digits, `X` for any digit, `C` for the check digit.
   * Weight `21IIIIINNDDDC`, price `23IIIIINNNDDC`, US price `02IIIIIVNNDDC`.
   */
  readonly pattern: string
  readonly kind: 'weight' | 'price'
}

/** What an in-store label says. */
export type InStoreLabel =
  /** Thousandths of the unit that the price is for (kg, lb). */
  | { readonly kind: 'weight'; readonly item: string; readonly quantity: number }
  /** Minor units, all taxes in it as the label says. */
  | { readonly kind: 'price'; readonly item: string; readonly amount: number }

/** Whether the text is a rule's pattern: 13 signs, an item, a value in one piece, the check digit last. */
export function isInStorePattern(pattern: string): boolean {
  const isForm = /^\d{1,3}[XV]?I{4,6}[XV]?N*D*C$/.test(pattern) && pattern.length === 13
  const value = pattern.replaceAll(/[^ND]/g, '').length
  return isForm && value >= 3 && (!pattern.includes('V') || value === 4)
}

/**
 * What a scanned EAN-13, or UPC-A with a zero before it, says by the first rule that it fits; undefined when it is none
 * or its check digit or verifier is wrong. SPEC B6.
 */
export function readInStoreCode(
  code: string,
  rules: readonly InStoreRule[],
  currency: CurrencyCode,
): InStoreLabel | undefined {
  const digits = code.length === 12 ? `0${code}` : code
  if (!/^\d{13}$/.test(digits) || !hasValidCheckDigit(digits)) return undefined
  for (const rule of rules) {
    const label = isInStorePattern(rule.pattern) ? readBy(rule, digits, currency) : undefined
    if (label) return label
  }
  return undefined
}

/**
 * What of a product a price label stands for: thousandths by the price of one, at least one. The label's price is
 * billed as it is; only stock asks how much it was. Undefined without a price. SPEC B7.
 */
export function quantityOfLabel(amount: number, unitPrice: number): number | undefined {
  if (!Number.isSafeInteger(unitPrice) || unitPrice <= 0) return undefined
  const quantity = Math.max(1, roundProduct(amount, 1000, unitPrice, 'half-up'))
  return isQuantity(quantity) ? quantity : undefined
}

function readBy(
  { pattern, kind }: InStoreRule,
  digits: string,
  currency: CurrencyCode,
): InStoreLabel | undefined {
  const parts = { I: '', N: '', D: '', V: '' }
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern.charAt(i)
    const digit = digits.charAt(i)
    if (/\d/.test(sign) && sign !== digit) return undefined
    if (sign === 'I' || sign === 'N' || sign === 'D' || sign === 'V') parts[sign] += digit
  }
  const value = parts.N + parts.D
  if (parts.V !== '' && priceVerifier(value) !== Number(parts.V)) return undefined
  const scaled = scale(Number(value), parts.D.length, kind === 'weight' ? 3 : minorUnits(currency))
  if (scaled === undefined) return undefined
  if (kind === 'price') return scaled <= MAX_AMOUNT ? { kind, item: parts.I, amount: scaled } : undefined
  return isQuantity(scaled) ? { kind, item: parts.I, quantity: scaled } : undefined
}

/** A number of so many decimals as one of others, or undefined when digits would be lost. */
function scale(value: number, from: number, to: number): number | undefined {
  if (to >= from) return value * 10 ** (to - from)
  const divisor = 10 ** (from - to)
  return value % divisor === 0 ? value / divisor : undefined
}
