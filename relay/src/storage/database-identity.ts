import type { Database } from './database.ts'

/** What clients know a database by. */
export interface DatabaseIdentity {
  /** For ever the same, in every backup and copy of it too. */
  readonly id: string
  /** Another one after the database was restored or copied: what clients were told to be safe may not be in it. */
  readonly incarnation: string
}

/** The identity, and whether it is a new one since the database was looked at last. */
export interface FoundIdentity extends DatabaseIdentity {
  readonly wasRestored: boolean
}

/**
 * Reads the identity, and gives the database a new incarnation when its rows lie somewhere else than when it got the
 * last one: in another cluster, on another timeline, in another database or table. This notices every restore of a
 * dump, every copy and every recovery to a point in time, and takes an upgrade of the server for one, which does no
 * harm. A directory that was put back as it was it cannot notice: then clients find it behind what they were told.
 */
export async function readDatabaseIdentity(database: Database): Promise<FoundIdentity> {
  const fingerprint = await readFingerprint(database)
  return database.transaction(async tx => {
    const [row] = await tx.query<{ id: string; incarnation: string; fingerprint: string | null }>(
      'select id::text as id, incarnation::text as incarnation, fingerprint from relay for update',
    )
    if (row === undefined) throw new Error('a migrated database must have an id')
    const { id, incarnation } = row
    if (row.fingerprint === fingerprint) return { id, incarnation, wasRestored: false }
    if (row.fingerprint === null) {
      await tx.query('update relay set fingerprint = $1', [fingerprint])
      return { id, incarnation, wasRestored: false }
    }
    // Transaction numbers of another cluster say nothing here.
    await tx.query('delete from commits')
    const [renewed] = await tx.query<{ incarnation: string }>(
      'update relay set fingerprint = $1, incarnation = gen_random_uuid() returning incarnation::text as incarnation',
      [fingerprint],
    )
    return { id, incarnation: renewed?.incarnation ?? incarnation, wasRestored: true }
  })
}

async function readFingerprint(database: Database): Promise<string> {
  const [place] = await database.query<{ database: string; table: string }>(
    `select (select oid::text from pg_database where datname = current_database()) as database,
       'relay'::regclass::oid::text as table`,
  )
  return [await readCluster(database), place?.database, place?.table].join('/')
}

/** Some hosted servers do not let everybody ask for it. */
async function readCluster(database: Database): Promise<string> {
  try {
    const [cluster] = await database.query<{ system: string; timeline: number }>(
      `select system_identifier::text as system, timeline_id as timeline
       from pg_control_system(), pg_control_checkpoint()`,
    )
    return `${cluster?.system}/${cluster?.timeline}`
  } catch {
    return 'unknown'
  }
}
