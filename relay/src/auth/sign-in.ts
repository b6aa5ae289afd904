import type { Database } from '../storage/database.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import type { BrowserWords } from './browser-words.ts'
import { verifyPassword } from './password.ts'
import { checkSecondStep } from './second-step.ts'
import { toUser, USER_COLUMNS, type User, type UserRow } from './user.ts'
import type { UserSecrets } from './user-secrets.ts'
import type { UserSessions } from './user-sessions.ts'

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly user: User; readonly secret: string }
  | { readonly kind: 'wrong-credentials' }
  /** The password is right, and the account asks for a code that was not given. */
  | { readonly kind: 'second-step-required' }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'must-wait'; readonly seconds: number }

interface Services {
  readonly database: Database
  readonly secrets: UserSecrets
  readonly sessions: UserSessions
  readonly limits: AttemptLimits
  readonly now: () => number
}

/** Where a sign-in comes from: what is limited beside the account, and what the new session is called. */
export interface SignInFrom {
  readonly address: string
  readonly words: BrowserWords
}

/**
 * Signs a user in by e-mail and password, and by a code where the account has a second step. An account that does not
 * exist, was shut out or has no password yet is answered like a wrong password, after the same work, and is limited
 * like one that may sign in. Only who knows the password learns that a code is wanted.
 */
export async function signIn(
  services: Services,
  request: { email: string; password: string; code?: string | undefined },
  from: SignInFrom,
): Promise<SignInOutcome> {
  const { database, limits } = services
  const attempt = [
    { limit: 'account', name: request.email },
    { limit: 'address', name: from.address },
  ] as const
  const start = await limits.start(attempt)
  if (start.kind === 'wait') return { kind: 'must-wait', seconds: start.seconds }
  const [row] = await database.query<AccountRow>(
    `select ${USER_COLUMNS}, u.password_hash, u.totp_since is not null as has_second_step
       from users u join organisations o on o.id = u.organisation where u.email = $1 and u.revoked_at is null`,
    [request.email],
  )
  if (!(await verifyPassword(row?.password_hash, request.password)) || !row?.password_hash) {
    return { kind: 'wrong-credentials' }
  }
  await limits.succeeded(attempt, ['account'])
  const user = toUser(row)
  if (row.has_second_step) {
    const refused = await takeSecondStep(services, user, request.code)
    if (refused) return refused
  }
  const secret = await services.sessions.create(user.id, row.password_hash, from.words)
  return secret === undefined ? { kind: 'wrong-credentials' } : { kind: 'signed-in', user, secret }
}

interface AccountRow extends UserRow {
  readonly password_hash: string | null
  readonly has_second_step: boolean
}

/** Codes are counted by themselves: the right password must not give their tries back. */
async function takeSecondStep(
  services: Services,
  user: User,
  code: string | undefined,
): Promise<SignInOutcome | undefined> {
  if (code === undefined) return { kind: 'second-step-required' }
  const { limits, now } = services
  const attempt = [{ limit: 'secondStep', name: user.id }] as const
  const start = await limits.start(attempt)
  if (start.kind === 'wait') return { kind: 'must-wait', seconds: start.seconds }
  if (!(await checkSecondStep(services, user.id, code, now()))) return { kind: 'wrong-code' }
  await limits.succeeded(attempt, ['secondStep'])
  return undefined
}
