import { randomBytes, timingSafeEqual } from 'node:crypto'
import { hotp, toBase32, totpUri } from './oslo.ts'

/** Time-based one-time codes, RFC 6238: SHA-1, six digits, 30 seconds, as every authenticator app takes them. */

const STEP_MS = 30_000
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20
/** A code of the half minute before or after is taken too: clocks of phones differ, and people type slowly. */
const TOLERATED_STEPS = [0, -1, 1]

export interface TotpSecret {
  readonly bytes: Uint8Array
  /** Base32, for typing it in. */
  readonly text: string
  /** For the QR code. Names the shop and the account, so that a person with several can tell them apart. */
  readonly uri: string
}

export function makeTotpSecret(issuer: string, account: string): TotpSecret {
  const bytes = Uint8Array.from(randomBytes(SECRET_BYTES))
  return { bytes, text: toBase32(bytes), uri: totpUri(issuer, account, bytes) }
}

/** Which half minute since 1970 the code is of, or undefined when it is none that is good at this time. */
export async function findTotpStep(
  secret: Uint8Array,
  code: string,
  now: number,
): Promise<number | undefined> {
  const current = Math.floor(now / STEP_MS)
  const typed = Buffer.from(code)
  let found: number | undefined
  // All are computed whatever matches: the time tells nothing.
  for (const distance of TOLERATED_STEPS) {
    const expected = Buffer.from(await hotp(secret, current + distance))
    const matches = expected.length === typed.length && timingSafeEqual(expected, typed)
    if (matches) found ??= current + distance
  }
  return found
}

/** The digits of a code as a person typed it, or undefined when it is not of six digits. */
export function parseTotpCode(text: string): string | undefined {
  const code = text.replace(/[\s\p{Dash_Punctuation}]/gu, '')
  return /^[0-9]{6}$/.test(code) ? code : undefined
}
