import type { CurrencyCode } from '../money/money.ts'
import type { InStoreRule } from './in-store-code.ts'

/**
 * UPC type 2 with a price of four digits, as scales of North America print it. The verifier before the price is passed
 * over: not all of them work it out.
 */
const NORTH_AMERICA: readonly InStoreRule[] = [{ pattern: '02IIIIIXNNDDC', kind: 'price' }]

/** GS1 leaves these numbers to each country; weight under 21 and price under 23 is what scales are most often set to. */
const ELSEWHERE: readonly InStoreRule[] = [
  { pattern: '21IIIIINNDDDC', kind: 'weight' },
  { pattern: '23IIIIINNNDDC', kind: 'price' },
]

/** How the labels of a shop's own are read that chose nothing, by the region its currency tells. SPEC B6. */
export function usualLabelRules(currency: CurrencyCode): readonly InStoreRule[] {
  return currency === 'USD' || currency === 'CAD' ? NORTH_AMERICA : ELSEWHERE
}
