import type { Database } from '../storage/database.ts'
import type { SyncLog } from '../sync/sync-log.ts'

/** A relay process on this database, as it last told of itself. */
export interface RegisteredRelay {
  readonly id: string
  /** What people call it: its host and port. */
  readonly name: string
  readonly version: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly connections: number
}

const SIGN_OF_LIFE_MS = 10_000
/** A process that gave no sign of life for this long is gone. */
const GONE_MS = 35_000

/** Keeps this process in the list of those that share the database, until `stop`. */
export interface RelayRegistry {
  stop(): Promise<void>
}

export function joinRelayRegistry(options: {
  readonly database: Database
  readonly relay: string
  readonly name: string
  readonly version: string
  readonly log: SyncLog
  readonly connections: () => number
}): RelayRegistry {
  const { database, relay, name, version, log, connections } = options
  const sign = () =>
    database
      .query(
        `with gone as (delete from relays where seen_at < now() - make_interval(secs => $4::double precision))
         insert into relays (id, started_at, seen_at, version, figures) values ($1, now(), now(), $2, $3::jsonb)
         on conflict (id) do update set seen_at = now(), figures = excluded.figures`,
        [relay, version, JSON.stringify({ name, connections: connections() }), GONE_MS / 1000],
      )
      .catch(error => log.warn({ err: error }, 'this relay could not give a sign of life'))
  void sign()
  const timer = setInterval(() => void sign(), SIGN_OF_LIFE_MS).unref()
  return {
    async stop() {
      clearInterval(timer)
      await database.query('delete from relays where id = $1', [relay]).catch(() => {})
    },
  }
}

/** The relay processes that are alive, the oldest first. */
export async function listRelays(database: Database): Promise<RegisteredRelay[]> {
  return database.query<{
    id: string
    name: string
    version: string
    startedAt: Date
    seenAt: Date
    connections: number
  }>(
    `select id::text as id, coalesce(figures->>'name', '') as name, version, started_at as "startedAt", seen_at as "seenAt",
       coalesce((figures->>'connections')::int, 0) as connections
     from relays where seen_at > now() - make_interval(secs => $1::double precision) order by started_at`,
    [GONE_MS / 1000],
  )
}
