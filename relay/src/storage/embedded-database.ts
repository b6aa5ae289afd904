import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite, type Transaction, types } from '@electric-sql/pglite'
import type { Database, Queryable, SqlValue } from './database.ts'
import { lockDirectory } from './directory-lock.ts'

/**
 * PostgreSQL compiled to WebAssembly, inside this process: for trying out and for tests. It survives a killed
 * process but promises nothing at power loss (fsync is off). It runs one query at a time; a transaction makes the
 * others wait.
 * @param directory where `pg/` and its lock are kept, or null to keep everything in memory.
 * @param from the files of a new database, as `dumpDataDir` gives them: reading them is faster than making them.
 * @throws `DirectoryInUseError` when another process has the directory.
 */
export async function openEmbeddedDatabase(directory: string | null, from?: Blob): Promise<Database> {
  const options = { parsers: PARSERS, ...(from && { loadDataDir: from }) }
  if (directory === null) return wrap(await PGlite.create(options), async () => {})
  await mkdir(directory, { recursive: true })
  const unlock = await lockDirectory(directory)
  try {
    return wrap(await PGlite.create({ ...options, dataDir: join(directory, 'pg') }), unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The library gives numeric as text and large int8 as bigint; the port promises numbers. */
const PARSERS = { [types.NUMERIC]: Number, [types.INT8]: toSafeInteger }

function wrap(pglite: PGlite, unlock: () => Promise<void>): Database {
  let closing: Promise<void> | undefined
  return {
    kind: 'embedded',
    ...queryable(pglite),
    transaction: work => pglite.transaction(tx => work(queryable(tx))),
    // The directory lock keeps other processes out altogether.
    exclusively: async (_key, work) => ({ kind: 'done', result: await work() }),
    listen: () => async () => {},
    close: () => {
      closing ??= pglite.close().then(unlock)
      return closing
    },
  }
}

function queryable(connection: PGlite | Transaction): Queryable {
  return {
    async query<Row extends object>(text: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
      const result = await connection.query<Row>(text, [...parameters])
      return result.rows
    },
    async runScript(text) {
      await connection.exec(text)
    },
  }
}

function toSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds a number too large: ${text}`)
  return value
}
