import { gtinCheckDigit, hasValidCheckDigit, isGtin, padGtin } from './gtin.ts'
import { expandUpcE } from './upc-e.ts'

/** AIM symbology identifier that some scanners put in front: `]E0`, `]E4`, `]C1`, … */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/
const AIM_EAN_8 = ']E4'

/**
 * The keys under which a scanned or typed code may be on file, the likeliest first: look them up in this order
 * and take the first that is found. Empty for an empty text. SPEC B4.
 */
export function scanKeys(text: string): string[] {
  const { code, isEan8 } = readCode(text)
  if (code === '') return []
  const keys = digitKeys(digitsOf(code), isEan8)
  return keys.length > 0 ? keys : [code.toUpperCase()]
}

/**
 * The one key under which a code of the catalog is filed: the first of `scanKeys`. A code that may be read two
 * ways is filed under one of them only, so that no two different valid GTINs ever share a key. SPEC B5.
 */
export function storedKey(text: string): string | undefined {
  return scanKeys(text)[0]
}

function readCode(text: string): { code: string; isEan8: boolean } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: scanners send them around the code
  const printable = text.replaceAll(/[\u0000-\u001f\u007f]/g, '').trim()
  return { code: printable.replace(AIM_IDENTIFIER, ''), isEan8: printable.startsWith(AIM_EAN_8) }
}

/** Printed codes are grouped by blanks and hyphens; they count only for what is a number apart from them. */
function digitsOf(code: string): string {
  const digits = code.replaceAll(/[ -]/g, '')
  return /^\d+$/.test(digits) ? digits : ''
}

function digitKeys(digits: string, isEan8: boolean): string[] {
  switch (digits.length) {
    case 8:
      return eightDigitKeys(digits, isEan8)
    case 9:
    case 10:
      // A UPC-A that lost its leading zeros in a spreadsheet.
      return hasValidCheckDigit(digits) ? [padGtin(digits)] : []
    case 11:
      // The same with one zero, or else a UPC-A written without its check digit.
      return [padGtin(hasValidCheckDigit(digits) ? digits : `${digits}${gtinCheckDigit(digits)}`)]
    default:
      return isGtin(digits) ? [padGtin(digits)] : []
  }
}

/** Eight digits are an EAN-8 or a UPC-E, and one in ten of them both. */
function eightDigitKeys(digits: string, isEan8: boolean): string[] {
  const keys = hasValidCheckDigit(digits) ? [padGtin(digits)] : []
  const expanded = isEan8 ? undefined : expandUpcE(digits)
  return expanded === undefined ? keys : [...keys, padGtin(expanded)]
}
