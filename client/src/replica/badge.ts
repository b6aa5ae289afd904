import type { BadgeCode, PinVerifier, StoreId } from '@evertill/crdt-model'
import { fromBase64, toBase64 } from '../local/base64.ts'
import type { PersonRow, PinAttemptRow } from '../local/database.ts'
import { deriveSecret, isSame, SALT_BYTES } from './pin.ts'

/** A badge is a hundred random bits: no number of rounds is needed to keep it from whoever has the verifier. */
export const BADGE_ITERATIONS = 20_000

/** Where the tries of badges that nobody has are counted: no person's id has such a sign. SPEC P3. */
export const UNKNOWN_BADGES = '*'

/** What is left of wrong tries ends so long after their last wait, milliseconds. SPEC P3. */
const FORGOTTEN_AFTER = 3_600_000

/**
 * What a badge is known by at the tills of a store: a function of both, so that one derivation tells whose it is, and
 * that nobody else has it already. SPEC P2.
 */
export async function makeBadgeVerifier(code: BadgeCode, store: StoreId): Promise<PinVerifier> {
  const salt = await saltOf(store)
  const hash = await deriveSecret(code, salt, BADGE_ITERATIONS)
  return { salt: toBase64(salt), iterations: BADGE_ITERATIONS, hash: toBase64(hash) }
}

/** Whose badge it is, of the people of a store, or undefined. */
export async function whoseBadge(
  code: BadgeCode,
  people: readonly PersonRow[],
): Promise<PersonRow | undefined> {
  const derived = new Map<string, Promise<Uint8Array>>()
  let found: PersonRow | undefined
  for (const person of people) {
    if (person.archived || !person.badge) continue
    const { salt, iterations, hash } = person.badge
    const way = `${salt} ${iterations}`
    const made = derived.get(way) ?? deriveSecret(code, fromBase64(salt), iterations)
    derived.set(way, made)
    if (isSame(await made, fromBase64(hash))) found ??= person
  }
  return found
}

/** The wrong tries that still count. */
export function recentTries(tries: PinAttemptRow | undefined, now: number): PinAttemptRow | undefined {
  // Ahead of now by more than any delay: the clock was set back.
  return tries && Math.abs(now - tries.blockedUntil) < FORGOTTEN_AFTER ? tries : undefined
}

async function saltOf(store: StoreId): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder().encode(`evertill badge/${store}`)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, SALT_BYTES)
}
