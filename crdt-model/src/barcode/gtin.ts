/**
 * The check digit of a GTIN without it: from the right, weights 3, 1, 3, …; what is missing to the next ten.
 * Expects digits only. SPEC B1.
 */
export function gtinCheckDigit(body: string): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const digit = body.charCodeAt(body.length - 1 - i) - 48
    sum += i % 2 === 0 ? 3 * digit : digit
  }
  return (10 - (sum % 10)) % 10
}

/** Whether the last digit is the check digit of those before it. Any length: leading zeros change nothing. SPEC B1. */
export function hasValidCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && gtinCheckDigit(digits.slice(0, -1)) === Number(digits.at(-1))
}

/** The kinds of GTIN by their number of digits. */
const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14])

/** Whether the text is an EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit. SPEC B2. */
export function isGtin(text: string): boolean {
  return LENGTHS.has(text.length) && hasValidCheckDigit(text)
}

/** A GTIN of any length as fourteen digits: the one form in which they are compared. SPEC B2. */
export function padGtin(digits: string): string {
  return digits.padStart(14, '0')
}
