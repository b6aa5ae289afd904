import { SIGNATURE_BYTES } from './encode-entry.ts'

declare const brand: unique symbol
/** What the link to a receipt holds, 32 hexadecimal digits in lower case: whoever has it may see the receipt. SPEC RL1. */
export type ReceiptToken = string & { readonly [brand]: 'ReceiptToken' }

const LABEL = 'evertill receipt\0'
const TOKEN_BYTES = 16
/** Where the page of receipts is, below the origin of a shop. */
export const RECEIPT_PAGE = '/r'

/** What the token of an entry's receipt is the beginning of the SHA-256 of: a label and the entry's signature. */
export function receiptTokenInput(entry: Uint8Array): Uint8Array {
  const signature = entry.subarray(-SIGNATURE_BYTES)
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('an entry ends with its signature')
  const input = new Uint8Array(LABEL.length + SIGNATURE_BYTES)
  input.set(Uint8Array.from(LABEL, character => character.charCodeAt(0)))
  input.set(signature, LABEL.length)
  return input
}

/** @param sha256 of `receiptTokenInput` */
export function receiptTokenOf(sha256: Uint8Array): ReceiptToken {
  const bytes = [...sha256.subarray(0, TOKEN_BYTES)]
  const token = parseReceiptToken(bytes.map(byte => byte.toString(16).padStart(2, '0')).join(''))
  if (token === undefined) throw new RangeError('SHA-256 has 32 bytes')
  return token
}

/** The text as a receipt's token, or undefined when it is not one. */
export function parseReceiptToken(text: string): ReceiptToken | undefined {
  return /^[0-9a-f]{32}$/.test(text) ? (text as ReceiptToken) : undefined
}

/**
 * Where a receipt can be seen. The token stands behind `#`, which browsers send nowhere: it is in no log. SPEC RL2.
 * @param origin of the shop's server: `https://shop.example`
 */
export function receiptLink(origin: string, token: ReceiptToken): string {
  return `${origin}${RECEIPT_PAGE}#${token}`
}
