import { Argon2id } from 'oslo/password'

/**
 * Passwords, hashed by Argon2id: 19 MiB, two passes, one lane (OWASP's first choice, and the library's default).
 * The only module that knows oslo.
 */
const argon2id = new Argon2id({ memorySize: 19_456, iterations: 2, parallelism: 1, tagLength: 32 })

let nobody: Promise<string> | undefined

/** The hash as an encoded string that carries its salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return argon2id.hash(password)
}

/**
 * Whether the password is the one that was hashed. `undefined` stands for an account that does not exist and
 * takes as long as a wrong password, so that time does not tell which accounts there are.
 */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('of an account that does not exist')
  const matches = await argon2id.verify(hash ?? (await nobody), password)
  return matches && hash !== undefined
}
