import { type OrganisationId, toId, type UserId } from '@evertill/crdt-model'
import type { Database } from '../storage/database.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { verifyPassword } from './password.ts'
import type { User } from './user.ts'
import type { UserSessions } from './user-sessions.ts'

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly user: User; readonly secret: string }
  | { readonly kind: 'wrong-credentials' }
  | { readonly kind: 'must-wait'; readonly seconds: number }

interface Services {
  readonly database: Database
  readonly sessions: UserSessions
  readonly limits: AttemptLimits
}

/**
 * Signs a user in by e-mail and password. An account that does not exist is answered like a wrong password, in a
 * comparable time, and is limited like one that does.
 * @param address where the request comes from: limited beside the account.
 */
export async function signIn(
  { database, sessions, limits }: Services,
  { email, password }: { email: string; password: string },
  address: string,
): Promise<SignInOutcome> {
  const attempt = [
    { limit: 'account', name: email },
    { limit: 'address', name: address },
  ] as const
  const start = await limits.start(attempt)
  if (start.kind === 'wait') return { kind: 'must-wait', seconds: start.seconds }
  const [row] = await database.query<UserRow>(
    `select u.id, u.organisation, o.name as organisation_name, u.email, u.name, u.role, u.password_hash
       from users u join organisations o on o.id = u.organisation where u.email = $1`,
    [email],
  )
  if (!(await verifyPassword(row?.password_hash, password)) || !row) return { kind: 'wrong-credentials' }
  await limits.succeeded(attempt, ['account'])
  const id = toId<UserId>(row.id)
  const user: User = {
    id,
    organisation: toId<OrganisationId>(row.organisation),
    organisationName: row.organisation_name,
    email: row.email,
    name: row.name,
    role: row.role,
  }
  return { kind: 'signed-in', user, secret: await sessions.create(id) }
}

interface UserRow {
  readonly id: string
  readonly organisation: string
  readonly organisation_name: string
  readonly email: string
  readonly name: string
  readonly role: 'owner' | 'manager'
  readonly password_hash: string
}
