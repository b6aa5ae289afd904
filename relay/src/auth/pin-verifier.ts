import { randomBytes, webcrypto } from 'node:crypto'
import type { PinVerifier } from '@evertill/crdt-model'

/** PBKDF2-SHA256 as tills do it: OWASP's count for SHA-512, which keeps a tap of "sign in" short on a tablet. */
const ROUNDS = 210_000
const SALT_BYTES = 16
const HASH_BITS = 256

/** What a till checks a cashier's PIN with. The PIN itself is stored nowhere. @param rounds fewer only in tests */
export async function makePinVerifier(pin: string, rounds = ROUNDS): Promise<PinVerifier> {
  const salt = randomBytes(SALT_BYTES)
  const key = await webcrypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ])
  const hash = await webcrypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    key,
    HASH_BITS,
  )
  return { salt: salt.toString('base64'), iterations: rounds, hash: Buffer.from(hash).toString('base64') }
}
