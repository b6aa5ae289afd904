import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACKAGE_FOLDER } from '../package-folder.ts'
import type { Database, Queryable } from './database.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly script: string
}

/** The database was written by a newer relay: this one does not know its tables. */
export class DatabaseTooNewError extends Error {
  constructor(found: number, known: number) {
    super(
      `the database has schema version ${found}, this relay knows up to ${known}: start the newer relay, or restore a backup made before it`,
    )
    this.name = 'DatabaseTooNewError'
  }
}

/** The migrations of this relay. */
export const MIGRATIONS = fileURLToPath(new URL('src/storage/migrations/', PACKAGE_FOLDER))

/** Any constant: the advisory lock under which versions are read and written. */
const LOCK = 748_251_903

/**
 * Brings the schema up to date: every `NNN-name.sql` that was not run yet, in order, each in its own transaction.
 * Relays that start at once wait for each other and run each migration once.
 * @returns the versions that were run now.
 * @throws `DatabaseTooNewError`; whatever a migration fails with (that migration is rolled back whole).
 */
export async function migrate(database: Database, migrations?: readonly Migration[]): Promise<number[]> {
  const known = migrations ?? (await readMigrations(MIGRATIONS))
  const done: number[] = []
  for (;;) {
    const version = await database.transaction(tx => runNext(tx, known))
    if (version === undefined) return done
    done.push(version)
  }
}

async function runNext(tx: Queryable, known: readonly Migration[]): Promise<number | undefined> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  await tx.query(
    'create table if not exists schema_versions (version int primary key, name text not null, applied_at timestamptz not null default now())',
  )
  const run = new Set(
    (await tx.query<{ version: number }>('select version from schema_versions')).map(row => row.version),
  )
  const current = Math.max(0, ...run)
  const newest = known.at(-1)?.version ?? 0
  if (current > newest) throw new DatabaseTooNewError(current, newest)
  const next = known.find(migration => !run.has(migration.version))
  if (!next) return undefined
  await tx.runScript(next.script)
  await tx.query('insert into schema_versions (version, name) values ($1, $2)', [next.version, next.name])
  return next.version
}

/**
 * The migrations of a directory in order. Numbers may be left out, so that migrations that are written at the same
 * time need not wait for each other's.
 * @throws Error when a file is not named `NNN-what-it-does.sql`, or two have one number.
 */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter(file => file.endsWith('.sql')).sort()
  let before = 0
  const named = files.map(file => {
    const match = /^(\d{3})-([a-z0-9-]+)\.sql$/.exec(file)
    const version = Number(match?.[1])
    if (!match || version <= before) throw new Error(`a migration must have a number of its own: ${file}`)
    before = version
    return { version, name: String(match[2]), file }
  })
  return Promise.all(
    named.map(async ({ version, name, file }) => ({
      version,
      name,
      script: await readFile(join(directory, file), 'utf8'),
    })),
  )
}
