/** One-time codes are twelve letters and digits, shown as `XXXX-XXXX-XXXX`. */
const CODE_LENGTH = 12

/**
 * The one-time code of a link (`/reset#XXXX-XXXX-XXXX`), or what a person typed, as far as it can be one: capitals
 * and digits in groups of four.
 */
export function groupOneTimeCode(text: string): string {
  const code = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, CODE_LENGTH)
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** Whether all of it is there. */
export function isWholeOneTimeCode(text: string): boolean {
  return groupOneTimeCode(text).replaceAll('-', '').length === CODE_LENGTH
}
