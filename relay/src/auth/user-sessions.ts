import { type OrganisationId, toId, type UserId } from '@evertill/crdt-model'
import { type Adapter, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { Database } from '../storage/database.ts'
import { sha256 } from './sha256.ts'
import type { User } from './user.ts'

/** A session that was found valid. */
export interface UserSession {
  /** The SHA-256 of the secret in the cookie, as hex: names the session without being able to use it. */
  readonly key: string
  readonly user: User
  /** Set when the session was prolonged: the cookie should be sent again. */
  readonly renewed: boolean
}

export interface UserSessions {
  /** @returns the secret for the cookie: it is nowhere else. */
  create(user: UserId): Promise<string>
  /** The session of a cookie's secret, or undefined when there is none or it ended. */
  find(secret: string): Promise<UserSession | undefined>
  end(secret: string): Promise<void>
  /** Which of these session keys are still valid. */
  stillValid(keys: readonly string[]): Promise<Set<string>>
  deleteExpired(): Promise<void>
}

/** A session ends after this many days without use. */
export const SESSION_DAYS = 30

/** Sessions of users, by Lucia. The only module that knows Lucia. */
export function createUserSessions(database: Database): UserSessions {
  const lucia = new Lucia<Record<never, never>, UserAttributes>(createAdapter(database), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    getUserAttributes: attributes => attributes,
  })
  return {
    async create(user) {
      const session = await lucia.createSession(user, {})
      return session.id
    },
    async find(secret) {
      const { session, user } = await lucia.validateSession(secret)
      if (!session) return undefined
      const { row } = user
      return { key: sessionKey(secret), user: toUser(row), renewed: session.fresh }
    },
    end: secret => lucia.invalidateSession(secret),
    async stillValid(keys) {
      if (keys.length === 0) return new Set()
      const places = keys.map((_, index) => `decode($${index + 1}, 'hex')`).join(', ')
      const rows = await database.query<{ key: string }>(
        `select encode(id_hash, 'hex') as key from sessions where expires_at > now() and id_hash in (${places})`,
        keys,
      )
      return new Set(rows.map(row => row.key))
    },
    deleteExpired: () => lucia.deleteExpiredSessions(),
  }
}

/** The name of a session that may be kept in memory and compared. */
export function sessionKey(secret: string): string {
  return Buffer.from(sha256(secret)).toString('hex')
}

interface UserAttributes {
  readonly row: UserRow
}

interface UserRow {
  readonly id: string
  readonly organisation: string
  readonly organisation_name: string
  readonly email: string
  readonly name: string
  readonly role: 'owner' | 'manager'
}

function toUser(row: UserRow): User {
  return {
    id: toId<UserId>(row.id),
    organisation: toId<OrganisationId>(row.organisation),
    organisationName: row.organisation_name,
    email: row.email,
    name: row.name,
    role: row.role,
  }
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, UserAttributes>
    DatabaseUserAttributes: UserAttributes
  }
}

/** Lucia's store, over SHA-256: whoever reads the table cannot use a session. */
function createAdapter(database: Database): Adapter {
  return {
    async getSessionAndUser(secret) {
      const [row] = await database.query<UserRow & { expires_at: Date }>(
        `select s.expires_at, u.id, u.organisation, o.name as organisation_name, u.email, u.name, u.role
           from sessions s join users u on u.id = s.user_id join organisations o on o.id = u.organisation
          where s.id_hash = $1`,
        [sha256(secret)],
      )
      if (!row) return [null, null]
      const user: DatabaseUser = { id: row.id, attributes: { row } }
      return [{ id: secret, userId: row.id, expiresAt: row.expires_at, attributes: {} }, user]
    },
    // The relay lists sessions by its own queries: their secrets are not to be had.
    getUserSessions: async () => [],
    async setSession(session) {
      await database.query(
        `insert into sessions (id_hash, organisation, user_id, expires_at)
         select $1, organisation, id, $3 from users where id = $2`,
        [sha256(session.id), session.userId, session.expiresAt],
      )
    },
    async updateSessionExpiration(secret, expiresAt) {
      await database.query('update sessions set expires_at = $2 where id_hash = $1', [
        sha256(secret),
        expiresAt,
      ])
    },
    async deleteSession(secret) {
      await database.query('delete from sessions where id_hash = $1', [sha256(secret)])
    },
    async deleteUserSessions(user) {
      await database.query('delete from sessions where user_id = $1', [user])
    },
    async deleteExpiredSessions() {
      await database.query('delete from sessions where expires_at <= now()')
    },
  }
}
