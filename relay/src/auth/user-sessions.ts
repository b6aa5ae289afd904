import type { UserId } from '@evertill/crdt-model'
import { type Adapter, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { Database } from '../storage/database.ts'
import type { BrowserWords } from './browser-words.ts'
import { sha256 } from './sha256.ts'
import { toUser, USER_COLUMNS, type User, type UserRow } from './user.ts'

/** A session that was found valid. */
export interface UserSession {
  /** The SHA-256 of the secret in the cookie, as hex: names the session without being able to use it. */
  readonly key: string
  readonly user: User
  /** Set when the session was prolonged: the cookie should be sent again. */
  readonly renewed: boolean
}

export interface UserSessions {
  /**
   * @param proof the stored hash of the password that was checked: when it was changed meanwhile, or the account was
   * shut out, there is no session.
   * @returns the secret for the cookie: it is nowhere else.
   */
  create(user: UserId, proof: string, words: BrowserWords): Promise<string | undefined>
  /** The session of a cookie's secret, or undefined when there is none or it ended. */
  find(secret: string): Promise<UserSession | undefined>
  end(secret: string): Promise<void>
  /** Who these session keys belong to now. Those that ended are left out. */
  usersOf(keys: readonly string[]): Promise<Map<string, User>>
  deleteExpired(): Promise<void>
}

/** A session ends after this many days without use. */
export const SESSION_DAYS = 30
/** That a session was used is written down at most this often, milliseconds. */
const USED_PRECISION_MS = 5 * 60_000

/** Sessions of users, by Lucia. The only module that knows Lucia (`npm run layers` checks it). */
export function createUserSessions(database: Database, now: () => number): UserSessions {
  const lucia = new Lucia<Record<never, never>, UserAttributes>(createAdapter(database, now), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    getUserAttributes: attributes => attributes,
  })
  return {
    async create(user, proof, words) {
      try {
        return (await lucia.createSession(user, { ...words, proof })).id
      } catch (error) {
        if (error instanceof ProofOutdatedError) return undefined
        throw error
      }
    },
    async find(secret) {
      const { session, user } = await lucia.validateSession(secret)
      if (!session) return undefined
      return { key: sessionKey(secret), user: toUser(user.row), renewed: session.fresh }
    },
    end: secret => lucia.invalidateSession(secret),
    async usersOf(keys) {
      if (keys.length === 0) return new Map()
      const places = keys.map((_, index) => `decode($${index + 1}, 'hex')`).join(', ')
      const rows = await database.query<UserRow & { key: string }>(
        `select encode(s.id_hash, 'hex') as key, ${USER_COLUMNS} from ${VALID} and s.id_hash in (${places})`,
        keys,
      )
      return new Map(rows.map(row => [row.key, toUser(row)]))
    },
    deleteExpired: () => lucia.deleteExpiredSessions(),
  }
}

/** The name of a session that may be kept in memory and compared. */
export function sessionKey(secret: string): string {
  return Buffer.from(sha256(secret)).toString('hex')
}

/** Sessions that may be used, with their users. */
const VALID = `sessions s join users u on u.id = s.user_id join organisations o on o.id = u.organisation
  where s.expires_at > now() and u.revoked_at is null`

/** The password changed, or the account was shut out, between the check and the new session. */
class ProofOutdatedError extends Error {
  override readonly name = 'ProofOutdatedError'
}

interface UserAttributes {
  readonly row: UserRow
}

interface SessionAttributes extends BrowserWords {
  readonly proof: string
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, UserAttributes>
    DatabaseUserAttributes: UserAttributes
    DatabaseSessionAttributes: SessionAttributes
  }
}

/** Lucia's store, over SHA-256: whoever reads the table cannot use a session. */
function createAdapter(database: Database, now: () => number): Adapter {
  return {
    async getSessionAndUser(secret) {
      const [row] = await database.query<UserRow & { expires_at: Date; last_used_at: Date }>(
        `select s.expires_at, s.last_used_at, ${USER_COLUMNS} from ${VALID} and s.id_hash = $1`,
        [sha256(secret)],
      )
      if (!row) return [null, null]
      if (now() - row.last_used_at.getTime() > USED_PRECISION_MS) {
        await database.query('update sessions set last_used_at = $2 where id_hash = $1', [
          sha256(secret),
          new Date(now()),
        ])
      }
      const user: DatabaseUser = { id: row.id, attributes: { row } }
      const attributes = { browser: null, system: null, proof: '' }
      return [{ id: secret, userId: row.id, expiresAt: row.expires_at, attributes }, user]
    },
    // The relay lists sessions by its own queries: their secrets are not to be had.
    getUserSessions: async () => [],
    async setSession(session) {
      // `for share` waits for a change of the account that is under way, and makes one that comes wait.
      const inserted = await database.query(
        `insert into sessions (id_hash, organisation, user_id, expires_at, browser, system, created_at, last_used_at)
         select $1, organisation, id, $3, $4, $5, $6, $6 from users
          where id = $2 and password_hash = $7 and revoked_at is null for share
         returning user_id`,
        [
          sha256(session.id),
          session.userId,
          session.expiresAt,
          session.attributes.browser,
          session.attributes.system,
          new Date(now()),
          session.attributes.proof,
        ],
      )
      if (inserted.length === 0) throw new ProofOutdatedError()
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
