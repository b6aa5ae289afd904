/**
 * Text for a printer: one line, no control character and nothing invisible. A name from the catalog or a word from a
 * person can so never become a command, whatever code page it is encoded in.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .trim()
}
