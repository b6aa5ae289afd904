import type { Database } from '../storage/database.ts'
import { MIGRATIONS, readMigrations } from '../storage/migrate.ts'

/** What becomes of a database that a test has closed before the next test gets it. */
export type BetweenTests = 'delete-rows' | 'drop-tables'

/**
 * Databases and their tables take long to make: one that a test has closed is emptied, and the next test gets it.
 * @returns `open` gives an empty one, `close` lets go of all.
 */
export function shareDatabase(
  open: () => Promise<Database>,
  between: BetweenTests,
): { open(): Promise<Database>; close(): Promise<void> } {
  const all: Database[] = []
  const idle: Database[] = []
  return {
    async open() {
      const database = idle.pop() ?? (await open())
      if (!all.includes(database)) all.push(database)
      let closed = false
      return {
        ...database,
        async close() {
          if (closed) return
          closed = true
          if (between === 'delete-rows' && (await isMigrated(database))) await deleteRows(database)
          else await database.runScript('drop schema public cascade; create schema public;')
          idle.push(database)
        },
      }
    },
    async close() {
      await Promise.all(all.map(database => database.close()))
    },
  }
}

let known: Promise<string> | undefined

/** The migrations of this relay by their names, read once for all tests of a worker. */
function knownMigrations(): Promise<string> {
  known ??= readMigrations(MIGRATIONS).then(all => all.map(({ name }) => name).join())
  return known
}

/** Whether its tables are those of this relay, each migration run once. */
async function isMigrated(database: Database): Promise<boolean> {
  const [table] = await database.query<{ here: boolean }>(
    "select to_regclass('public.schema_versions') is not null as here",
  )
  if (table?.here !== true) return false
  const run = await database.query<{ name: string }>('select name from schema_versions order by version')
  return run.map(({ name }) => name).join() === (await knownMigrations())
}

/** Tables of one row that a migration writes with its defaults. */
const ONE_ROW = ['relay', 'recovery', 'secret_key']

/** As after the last migration. Foreign keys are not asked, so that the order of the tables does not matter. */
async function deleteRows(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'schema_versions'",
  )
  await database.transaction(tx =>
    tx.runScript(
      [
        'set local session_replication_role = replica',
        ...tables.map(({ name }) => `delete from ${name}`),
        ...ONE_ROW.map(name => `insert into ${name} default values`),
      ].join('; '),
    ),
  )
}
