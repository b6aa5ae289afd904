/** A blank at which no line ends: between a price and its currency, a number and its unit. */
export const GLUE = '\u00a0'
const GLUES = /^[\u00a0\u202f]$/

/**
 * Text for a printer: one line, no control character and nothing invisible. A name from the catalog or a word from a
 * person can so never become a command, whatever code page it is encoded in.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\s]+/gu, blank => (GLUES.test(blank) ? GLUE : ' '))
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .trim()
}
