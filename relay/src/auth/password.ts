import { randomBytes } from 'node:crypto'
import { hashWithArgon2id, verifyArgon2id } from './oslo.ts'

/** Made at once: were it made by the first sign-in that needs it, that one would take longer. */
const nobody = hashWithArgon2id(randomBytes(32).toString('hex'))
// Whoever needs it gets the failure.
nobody.catch(() => {})

/** The hash of a password (Argon2id) as an encoded string that carries its salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return hashWithArgon2id(password)
}

/**
 * Whether the password is the one that was hashed. Nothing in the place of a hash stands for an account that does not
 * exist or may not sign in, and takes as long as a wrong password, so that time does not tell which accounts there are.
 */
export async function verifyPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verifyArgon2id(hash ?? (await nobody), password)
  return matches && typeof hash === 'string'
}
