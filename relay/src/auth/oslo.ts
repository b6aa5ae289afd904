import { base32 } from 'oslo/encoding'
import { createTOTPKeyURI, generateHOTP } from 'oslo/otp'
import { Argon2id } from 'oslo/password'

/**
 * Everything that is used of oslo, which is no longer developed: replacing it touches this file and no other
 * (`npm run layers` checks it). Its `TOTPController` is left alone: it knows no clock but the machine's and does not
 * say which half minute a code is of, so a code could be used twice.
 */

/** Argon2id with 19 MiB, two passes, one lane: OWASP's first choice, and the library's default. */
const argon2id = new Argon2id({ memorySize: 19_456, iterations: 2, parallelism: 1, tagLength: 32 })

/** The password's hash as an encoded string that carries its salt and parameters. */
export function hashWithArgon2id(password: string): Promise<string> {
  return argon2id.hash(password)
}

export function verifyArgon2id(hash: string, password: string): Promise<boolean> {
  return argon2id.verify(hash, password)
}

/** The code of six digits of a counter, RFC 4226. */
export function hotp(secret: Uint8Array, counter: number): Promise<string> {
  return generateHOTP(secret, counter)
}

/** What a QR code tells an authenticator app: `otpauth://totp/<issuer>:<account>?secret=…&issuer=…`. */
export function totpUri(issuer: string, account: string, secret: Uint8Array): string {
  return createTOTPKeyURI(issuer, account, secret)
}

/** Base32 without padding, RFC 4648: how apps take a secret that is typed in. */
export function toBase32(bytes: Uint8Array): string {
  return base32.encode(bytes, { includePadding: false })
}
