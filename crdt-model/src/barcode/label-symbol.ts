import { isGtin, padGtin } from './gtin.ts'
import { storedKey } from './scan-key.ts'

/** A bar code as it is printed: which kind, and what it says. */
export interface LabelSymbol {
  readonly kind: 'ean13' | 'upca' | 'ean8' | 'code128'
  readonly text: string
}

/** What Code 128 can say without shifting into control characters. */
const PRINTABLE = /^[\x20-\x7e]+$/

/**
 * The bar code that a code of the catalog is printed as, or null where no scanner could read it back: a GTIN as what
 * it is, anything else, also a number whose check digit is wrong, as Code 128. What is printed has the same key as the
 * code. SPEC B13.
 */
export function labelSymbol(code: string): LabelSymbol | null {
  const key = storedKey(code)
  if (key === undefined) return null
  if (isGtin(key) && key.length === 14) return gtinSymbol(key, code.replaceAll(/[ -]/g, ''))
  const text = code.trim()
  return PRINTABLE.test(text) && storedKey(text) === key ? { kind: 'code128', text } : null
}

/** An EAN-8 only where it was written as one: padded to twelve digits its number is a UPC-A of the same key. */
function gtinSymbol(key: string, written: string): LabelSymbol {
  if (written.length === 8 && padGtin(written) === key) return { kind: 'ean8', text: written }
  if (key.startsWith('00')) return { kind: 'upca', text: key.slice(2) }
  if (key.startsWith('0')) return { kind: 'ean13', text: key.slice(1) }
  return { kind: 'code128', text: key }
}

/** The code that stands on a product's labels: its first barcode that can be printed, else its stock code. SPEC B14. */
export function labelSymbolOf(product: {
  readonly barcodes: readonly string[]
  readonly sku: string
}): LabelSymbol | null {
  for (const code of [...product.barcodes, product.sku]) {
    const symbol = labelSymbol(code)
    if (symbol !== null) return symbol
  }
  return null
}
