import * as v from 'valibot'

declare const brand: unique symbol

/** The port on which a bridge serves the tills of the shop's network when no other is chosen. */
export const DEFAULT_LAN_PORT = 9754

/** Where a bridge serves the shop's network: `https://`, a private IPv4 address or a name under `.local`, and the port. */
export type LanAddress = string & { readonly [brand]: 'LanAddress' }

const WRITTEN = /^(?:https:\/\/)?([a-z0-9.-]+?)(?::(\d{4,5}))?\/?$/
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.local$/
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/**
 * The address that a person typed, a page asked for or a machine has, or null where it is none that tills may be sent
 * to: what is not on the shop's own network (RFC 1918, and RFC 6762's `.local`, which no name on the internet has), not
 * over TLS, or on a port below 1024, where a router's own pages would be.
 */
export function readLanAddress(text: string): LanAddress | null {
  const [, host = '', port = String(DEFAULT_LAN_PORT)] = WRITTEN.exec(text.trim().toLowerCase()) ?? []
  if (!NAME.test(host) && !isPrivateIpv4(host)) return null
  if (Number(port) < 1024 || Number(port) > 65_535) return null
  // The form browsers write themselves: what they compare is what was read here.
  return `https://${host}:${Number(port)}` as LanAddress
}

/** Whether the text is an IPv4 address of a private range, in its usual form. */
export function isPrivateIpv4(text: string): boolean {
  const parts = IPV4.exec(text)?.slice(1) ?? []
  if (parts.length !== 4 || parts.some(part => String(Number(part)) !== part || Number(part) > 255))
    return false
  const [first, second] = parts.map(Number)
  if (first === 10 || (first === 192 && second === 168)) return true
  return first === 172 && second !== undefined && second >= 16 && second < 32
}

/**
 * What a bridge signs to prove its key, as text in UTF-8. It names the address it was asked at, so that no bridge can
 * pass a till's question on to another and its answer back.
 * @param nonce of the till, new for each question.
 */
export function identityStatement(address: LanAddress, nonce: string): string {
  return `evertill print bridge identity 1\n${address}\n${nonce}`
}

/** POST /v1/identity. */
export const identityRequest = v.object({ nonce: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) })
/** `key`: a P-256 public key as SPKI; `signature`: ECDSA with SHA-256 of the statement, r and s. Both in base64. */
export const identityAnswer = v.object({
  key: v.pipe(v.string(), v.base64(), v.maxLength(200)),
  signature: v.pipe(v.string(), v.base64(), v.maxLength(200)),
})
export type IdentityAnswer = v.InferOutput<typeof identityAnswer>

/** A key's SHA-256 in the short form that people compare: 16 digits of it, in fours. */
export function shortFingerprint(sha256Hex: string): string {
  return (sha256Hex.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}
