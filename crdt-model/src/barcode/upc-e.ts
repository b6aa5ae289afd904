import { gtinCheckDigit } from './gtin.ts'

/**
 * The UPC-A of an eight-digit UPC-E (number system 0 or 1, six digits, check digit), or undefined when it is not
 * one or its check digit is wrong. The last of the six says where the zeros were left out (GS1 General
 * Specifications, 5.2.2.4.2). SPEC B3.
 */
export function expandUpcE(text: string): string | undefined {
  const match = /^([01])(\d{6})(\d)$/.exec(text)
  if (!match) return undefined
  const [, numberSystem = '', six = '', check] = match
  const body = numberSystem + restoreZeros(six)
  return gtinCheckDigit(body) === Number(check) ? body + check : undefined
}

function restoreZeros(six: string): string {
  const last = six.slice(5)
  if (last <= '2') return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`
  if (last === '3') return `${six.slice(0, 3)}00000${six.slice(3, 5)}`
  if (last === '4') return `${six.slice(0, 4)}00000${six.slice(4, 5)}`
  return `${six.slice(0, 5)}0000${last}`
}
