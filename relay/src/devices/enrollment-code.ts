import { randomInt } from 'node:crypto'

/** Digits and capitals that nobody takes for each other: no 0 and O, no 1, I and L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8

/** How long a code may be used, milliseconds. */
export const CODE_LIFETIME_MS = 15 * 60 * 1000

/** A new code of 31^8, about 850 thousand million. */
export function makeEnrollmentCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** The code as people read it: `XXXX-XXXX`. */
export function formatEnrollmentCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
}

/** The code from what a person typed, in any case, with any spaces and dashes; undefined when it cannot be one. */
export function parseEnrollmentCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s\p{Dash_Punctuation}]/gu, '')
  const fits = code.length === LENGTH && [...code].every(letter => ALPHABET.includes(letter))
  return fits ? code : undefined
}
