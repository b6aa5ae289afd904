import { type PinVerifier, pinDelay } from '@evertill/crdt-model'
import { fromBase64, toBase64 } from '../local/base64.ts'
import type { PinAttemptRow } from '../local/database.ts'

/**
 * About 0.1 s on a desktop and under 0.5 s on a slow tablet. A PIN has so few values that no number of rounds keeps
 * it from somebody who has the verifier: the delays protect the till, the rounds only slow a thief.
 */
export const PIN_ITERATIONS = 200_000
export const SALT_BYTES = 16
const HASH_BITS = 256

/** A verifier for a new PIN, with a salt of its own. */
export async function makePinVerifier(pin: string): Promise<PinVerifier> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const hash = await deriveSecret(pin, salt, PIN_ITERATIONS)
  return { salt: toBase64(salt), iterations: PIN_ITERATIONS, hash: toBase64(hash) }
}

/** Whether this is the PIN. */
export async function checkPin(pin: string, verifier: PinVerifier): Promise<boolean> {
  const hash = await deriveSecret(pin, fromBase64(verifier.salt), verifier.iterations)
  return isSame(hash, fromBase64(verifier.hash))
}

/** How long the next try must wait; 0 when it may come now. */
export function waitBefore(attempts: PinAttemptRow | undefined, now: number): number {
  if (!attempts) return 0
  // A clock set back must not lock anybody out for longer than the delay itself.
  return Math.min(Math.max(0, attempts.blockedUntil - now), pinDelay(attempts.failures))
}

/** The attempts after one more wrong PIN, or one more badge that nobody has. */
export function afterWrongPin(
  person: PinAttemptRow['person'],
  attempts: PinAttemptRow | undefined,
  now: number,
): PinAttemptRow {
  const failures = (attempts?.failures ?? 0) + 1
  return { person, failures, blockedUntil: now + pinDelay(failures) }
}

/** What a secret is compared by: PBKDF2 with SHA-256, 32 bytes. */
export async function deriveSecret(
  secret: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'PBKDF2', false, [
    'deriveBits',
  ])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    HASH_BITS,
  )
  return new Uint8Array(bits)
}

/** Takes as long whether they differ early, late or not at all. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
