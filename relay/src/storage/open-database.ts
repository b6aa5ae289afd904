import type { Database } from './database.ts'
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
  /** Milliseconds a try may take: the driver itself goes on for ever with a server that hangs up. */
  readonly patience: number
}

const START_UP: OpenOptions = { attempts: 3, pause: 1000, patience: 3000 }

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
export async function openDatabase(location: DatabaseLocation, options = START_UP): Promise<Database> {
  if (location.kind === 'embedded') {
    // A whole PostgreSQL, which a relay on a server never reads.
    const { openEmbeddedDatabase } = await import('./embedded-database.ts')
    return openEmbeddedDatabase(location.directory)
  }
  for (let attempt = 1; ; attempt++) {
    const database = openPostgresqlDatabase(location.url)
    try {
      await inTime(database.query('select 1'), options.patience)
      return database
    } catch (error) {
      // Not waited for: a connection that never answered takes its time to close.
      database.close().catch(() => {})
      if (attempt >= options.attempts || !mayHelpToWait(error)) {
        throw new DatabaseUnreachableError(nameOf(location.url), error)
      }
      await new Promise(resolve => setTimeout(resolve, options.pause))
    }
  }
}

/** @throws what the work throws, or Error when it takes longer. */
async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
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
