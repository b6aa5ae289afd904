/** Codes are eight letters and digits, shown as `XXXX-XXXX`. */
export const CODE_LENGTH = 8

/** What a QR code for enrolling holds: a plain text, never an address with a secret in it. */
const QR_PREFIX = 'evertill-enroll:'

/** The text of the QR code for an enrolment code. */
export function enrollmentQrText(code: string): string {
  return `${QR_PREFIX}${plainCode(code)}`
}

/** The code in a scanned text, or undefined when the QR code is some other one. */
export function codeOfQrText(text: string): string | undefined {
  if (!text.trim().toLowerCase().startsWith(QR_PREFIX)) return undefined
  const code = plainCode(text)
  return code.length === CODE_LENGTH ? code : undefined
}

/** What a person typed or pasted, as far as it can be part of a code: capitals and digits, at most eight. */
export function plainCode(text: string): string {
  const bare = text.trim().toLowerCase().startsWith(QR_PREFIX) ? text.trim().slice(QR_PREFIX.length) : text
  return bare
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, CODE_LENGTH)
}

/** The code in its two groups, also while it is being typed: `ABCD-EF`. */
export function groupCode(text: string): string {
  const code = plainCode(text)
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code
}
