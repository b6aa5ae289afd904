import type { Database } from './database.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { openPostgresqlDatabase } from './postgresql-database.ts'

/** Where the relay keeps its data: a PostgreSQL server, or PGlite in a directory. */
export type DatabaseLocation =
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'embedded'; readonly directory: string }

export interface OpenOptions {
  /** How often to try before giving up: a database may start at the same time as the relay. */
  readonly attempts: number
  /** Milliseconds between two tries. */
  readonly pause: number
}

/** The database answered none of the tries. The message names the server but no password. */
export class DatabaseUnreachableError extends Error {
  constructor(location: string, cause: unknown) {
    super(`cannot reach the database at ${location}: ${reason(cause)}`, { cause })
    this.name = 'DatabaseUnreachableError'
  }
}

/**
 * Opens the database and makes sure that it answers.
 * @throws `DatabaseUnreachableError` (PostgreSQL), `DirectoryInUseError` (embedded).
 */
export async function openDatabase(
  location: DatabaseLocation,
  options: OpenOptions = { attempts: 3, pause: 1500 },
): Promise<Database> {
  if (location.kind === 'embedded') return openEmbeddedDatabase(location.directory)
  const database = openPostgresqlDatabase(location.url)
  for (let attempt = 1; ; attempt++) {
    try {
      await database.query('select 1')
      return database
    } catch (error) {
      if (attempt < options.attempts && mayHelpToWait(error)) {
        await new Promise(resolve => setTimeout(resolve, options.pause))
        continue
      }
      await database.close().catch(() => {})
      throw new DatabaseUnreachableError(nameOf(location.url), error)
    }
  }
}

/** A wrong password or database name stays wrong; class 28 and 3D of SQLSTATE. */
function mayHelpToWait(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return !code.startsWith('28') && !code.startsWith('3D')
}

function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** An AggregateError (both address families refused) has an empty message of its own. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return error.message || code || error.name
}
