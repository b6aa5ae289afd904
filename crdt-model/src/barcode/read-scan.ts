import type { CurrencyCode } from '../money/money.ts'
import { type Gs1Element, readDigitalLink, readElementString } from './gs1-elements.ts'
import { type Gs1Reading, readGs1 } from './gs1-reading.ts'
import { type InStoreLabel, type InStoreRule, readInStoreCode } from './in-store-code.ts'
import { scanKeys, storedKey } from './scan-key.ts'

/** What a scan means: where to look the product up, and what the code itself says of it. SPEC B10. */
export type Scan =
  | { readonly kind: 'code'; readonly keys: readonly string[] }
  | { readonly kind: 'gs1'; readonly keys: readonly string[]; readonly reading: Gs1Reading }
  | { readonly kind: 'label'; readonly keys: readonly string[]; readonly label: InStoreLabel }

/** What scans are read with. */
export interface ScanContext {
  readonly inStoreRules: readonly InStoreRule[]
  readonly currency: CurrencyCode
  /** The year it is. */
  readonly year: number
}

/**
 * Reads a scan: a GS1 Digital Link, a GS1 element string with a GTIN, a label of the shop's own, or else a plain code.
 * `keys` are where to look the product up, the likeliest first. SPEC B10.
 */
export function readScan(text: string, context: ScanContext): Scan {
  const elements = gs1Elements(text)
  const gtin = elements?.find(({ ai }) => ai === '01')?.data
  if (elements && gtin !== undefined) {
    const reading = readGs1(elements, context.currency, context.year)
    return { kind: 'gs1', keys: scanKeys(gtin), reading }
  }
  const plain = scanKeys(text)
  const label = readInStoreCode(digitsOf(text), context.inStoreRules, context.currency)
  return label ? { kind: 'label', keys: labelKeys(label, plain), label } : { kind: 'code', keys: plain }
}

/** A number alone is an element string only when it begins with a GTIN and is longer than one. */
function gs1Elements(text: string): readonly Gs1Element[] | undefined {
  if (/^https?:/i.test(text.trim())) return readDigitalLink(text)
  const elements = readElementString(text)
  return elements?.some(({ ai }) => ai === '01') ? elements : undefined
}

function digitsOf(text: string): string {
  return text.replace(/^\][A-Za-z][0-9A-Za-z]/, '').replaceAll(/\D/g, '')
}

/** The very label if it is on file, then its item. */
function labelKeys(label: InStoreLabel, plain: readonly string[]): string[] {
  return [...new Set([...plain, ...itemKeys(label)])]
}

/** A label's item number as the shop's code for it, and without leading zeros. */
export function itemKeys({ item }: InStoreLabel): string[] {
  const numbers = [item, item.replace(/^0+(?=\d)/, '')]
  return [...new Set(numbers.map(storedKey).filter(key => key !== undefined))]
}
