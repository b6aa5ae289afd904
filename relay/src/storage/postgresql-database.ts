import postgres from 'postgres'
import type { Database, Exclusive, Queryable, SqlValue } from './database.ts'
import { listenTo } from './postgresql-listener.ts'

/** How long one attempt to reach the server may take, in seconds. */
const CONNECT_TIMEOUT_SECONDS = 5

const OID = { int8: 20, json: 114, jsonb: 3802, bytea: 17, numeric: 1700 } as const

/**
 * PostgreSQL over a pool of connections. Opening does not connect yet: the first query does, and rejects when
 * the server cannot be reached.
 */
export function openPostgresqlDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const sql = postgres(url, {
    max: options.maxConnections ?? 10,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    onnotice: () => {},
    connection: { application_name: 'evertill-relay' },
    types: TYPES,
    // The library asks for the types of arrays on each new connection; when that breaks off nobody catches the error,
    // and the process would end. No query here returns an array.
    fetch_types: false,
    backoff: secondsBeforeReconnecting,
  })
  return {
    kind: 'postgresql',
    ...queryable(sql),
    // `begin` is typed to unwrap arrays of promises; the work here is one promise.
    transaction: async work => {
      const box = await sql.begin(async tx => ({ result: await work(queryable(tx)) }))
      return box.result
    },
    exclusively: (key, work) => underAdvisoryLock(sql, key, work),
    listen: (channel, heard) =>
      listenTo({ url, connectTimeoutSeconds: CONNECT_TIMEOUT_SECONDS }, channel, heard, async pid => {
        const found = await sql.unsafe('select 1 from pg_stat_activity where pid = $1::int', [pid])
        return found.length > 0
      }),
    close: () => sql.end({ timeout: 5 }),
  }
}

/** The lock is the session's, so the connection is kept from the pool as long; the work uses others. */
async function underAdvisoryLock<Result>(
  sql: postgres.Sql<never> | postgres.Sql,
  key: number,
  work: () => Promise<Result>,
): Promise<Exclusive<Result>> {
  const connection = await sql.reserve()
  const session = queryable(connection)
  try {
    const [row] = await session.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key])
    if (row?.locked !== true) return { kind: 'taken' }
    try {
      return { kind: 'done', result: await work() }
    } finally {
      // A connection that broke meanwhile has let go of the lock by itself.
      await session.query('select pg_advisory_unlock($1)', [key]).catch(() => {})
    }
  } finally {
    connection.release()
  }
}

/**
 * The library's own pause grows to 20 s, counted over all connections of the pool: so long would tills wait for their
 * acknowledgements after a database was restarted.
 */
function secondsBeforeReconnecting(attempts: number): number {
  return Math.min(0.05 * 2 ** attempts, 1) * (0.5 + Math.random() / 2)
}

/** What `postgres` needs of a connection here: the pool and a transaction both have it. */
interface Connection {
  unsafe(text: string, parameters?: never[], options?: { prepare: boolean }): PromiseLike<unknown>
}

function queryable(connection: Connection): Queryable {
  return {
    async query<Row extends object>(text: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
      return asRows<Row>(await connection.unsafe(text, asParameters(parameters), { prepare: true }))
    },
    async runScript(text) {
      await connection.unsafe(text)
    },
  }
}

/** `unsafe` resolves to an array of row objects for a single statement; their columns are the caller's claim. */
function asRows<Row extends object>(result: unknown): Row[] {
  return result as Row[]
}

/** The library types parameters by its own type map; every `SqlValue` is one it serialises (see `TYPES`). */
function asParameters(parameters: readonly SqlValue[]): never[] {
  return parameters as never[]
}

const TYPES = {
  int8: { to: OID.int8, from: [OID.int8], serialize: String, parse: toSafeInteger },
  numeric: { to: OID.numeric, from: [OID.numeric], serialize: String, parse: Number },
  // JSON parameters are text already; the library's own serializer would quote them once more.
  json: {
    to: OID.json,
    from: [OID.json, OID.jsonb],
    serialize: String,
    parse: (text: string) => JSON.parse(text),
  },
  bytea: {
    to: OID.bytea,
    from: [OID.bytea],
    serialize: (bytes: Uint8Array) =>
      `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`,
    // A plain Uint8Array: Buffer's `slice` shares memory where Uint8Array's copies.
    parse: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  },
}

function toSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds a number too large: ${text}`)
  return value
}
