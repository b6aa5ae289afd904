import { randomInt } from 'node:crypto'

/** Digits and capitals that nobody takes for each other: no 0 and O, no 1, I and L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const GROUP = 4

/** A random code that people can read out and type: 31^length of them, so 8 are 40 bits and 12 are 59. */
export function makeReadableCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** The code as people read it, in groups of four: `XXXX-XXXX`. */
export function formatReadableCode(code: string): string {
  return Array.from({ length: Math.ceil(code.length / GROUP) }, (_, group) =>
    code.slice(group * GROUP, (group + 1) * GROUP),
  ).join('-')
}

/** The code from what a person typed, in any case, with any spaces and dashes; undefined when it cannot be one. */
export function parseReadableCode(text: string, length: number): string | undefined {
  const code = text.toUpperCase().replace(/[\s\p{Dash_Punctuation}]/gu, '')
  const fits = code.length === length && [...code].every(letter => ALPHABET.includes(letter))
  return fits ? code : undefined
}
