import type { UserId } from '@evertill/crdt-model'
import type { Database } from '../storage/database.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { verifyPassword } from './password.ts'
import { checkSecondStep } from './second-step.ts'
import type { UserSecrets } from './user-secrets.ts'

export type Proof =
  | { readonly kind: 'proven' }
  | { readonly kind: 'wrong-credentials' }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'must-wait'; readonly seconds: number }

/**
 * Whether the person at a session is still the one it belongs to: asked for before whatever decides how the account
 * is signed in to. Limited like the sign-in, so that a stolen session cannot be used to guess.
 * @param given the code is looked at when it is there.
 */
export async function proveUser(
  services: { database: Database; secrets: UserSecrets; limits: AttemptLimits; now: () => number },
  user: UserId,
  given: { readonly password: string; readonly code?: string },
): Promise<Proof> {
  const { database, limits, now } = services
  const attempt = [{ limit: 'proof', name: user }] as const
  const start = await limits.start(attempt)
  if (start.kind === 'wait') return { kind: 'must-wait', seconds: start.seconds }
  const [row] = await database.query<{ password_hash: string | null }>(
    'select password_hash from users where id = $1',
    [user],
  )
  if (!(await verifyPassword(row?.password_hash, given.password))) return { kind: 'wrong-credentials' }
  if (given.code !== undefined && !(await checkSecondStep(services, user, given.code, now()))) {
    return { kind: 'wrong-code' }
  }
  await limits.succeeded(attempt, ['proof'])
  return { kind: 'proven' }
}
