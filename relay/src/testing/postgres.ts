import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Database } from '../storage/database.ts'
import { openEmbeddedDatabase } from '../storage/embedded-database.ts'
import { openPostgresqlDatabase } from '../storage/postgresql-database.ts'
import { pgliteTemplate } from './pglite-template.ts'
import { type BetweenTests, shareDatabase } from './share-database.ts'

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
/** In CI a PostgreSQL that does not answer is a failure. */
const REQUIRED = process.env.EVERTILL_REQUIRE_POSTGRES === '1'

export interface TestDatabase {
  readonly name: 'PGlite' | 'PostgreSQL'
  /** False when no PostgreSQL server answers: suites on it are reported as skipped. */
  readonly available: boolean
  /** An empty database of its own; `close` drops it. */
  open(): Promise<Database>
}

/** The databases relay tests run on: PGlite in memory, and a PostgreSQL server where one answers. */
export async function testDatabases(): Promise<TestDatabase[]> {
  return [
    { name: 'PGlite', available: true, open: async () => openEmbeddedDatabase(null, await pgliteTemplate()) },
    {
      name: 'PostgreSQL',
      available: await postgresqlAnswers(),
      open: async () => (await openTestPostgresql()).database,
    },
  ]
}

/**
 * Runs a suite once on each database: `await describeDatabases('accounts', open => { it(…) })`.
 * Where no PostgreSQL answers the second run is reported as skipped, or fails when
 * `EVERTILL_REQUIRE_POSTGRES=1`.
 * @param between `drop-tables` for suites that are about the schema itself: each test gets a database without tables.
 */
export async function describeDatabases(
  title: string,
  suite: (open: () => Promise<Database>, name: TestDatabase['name']) => void,
  between: BetweenTests = 'delete-rows',
): Promise<void> {
  for (const database of await testDatabases()) describeOn(database, title, suite, between)
}

/**
 * Runs a suite on the PostgreSQL server where one answers, and on PGlite where none does. For what stands on the store
 * without caring which it is: that both are alike is the store's own suites' to show, and browser tests run on either.
 */
export async function describeDatabase(
  title: string,
  suite: (open: () => Promise<Database>, name: TestDatabase['name']) => void,
): Promise<void> {
  const databases = await testDatabases()
  const server = databases.find(({ name, available }) => name === 'PostgreSQL' && (available || REQUIRED))
  for (const database of server ? [server] : databases) describeOn(database, title, suite, 'delete-rows')
}

function describeOn(
  { name, available, open }: TestDatabase,
  title: string,
  suite: (open: () => Promise<Database>, name: TestDatabase['name']) => void,
  between: BetweenTests,
): void {
  describeWhere(available, `${title} on ${name}`, () => {
    const shared = shareDatabase(open, between)
    // The first takes long on a busy machine: here it is no test's own time.
    beforeAll(async () => (await shared.open()).close(), 180_000)
    afterAll(shared.close)
    suite(shared.open, name)
  })
}

/** Runs a suite that needs a PostgreSQL server; without one it is reported like those of `describeDatabases`. */
export async function describePostgresql(title: string, suite: () => void): Promise<void> {
  describeWhere(await postgresqlAnswers(), `${title} on PostgreSQL`, suite)
}

function describeWhere(available: boolean, title: string, suite: () => void): void {
  if (available) describe(title, suite)
  else if (!REQUIRED) describe.skip(`${title} (no server answers at ${SERVER})`, suite)
  else {
    describe(title, () => {
      it('has a server to run on', () => {
        throw new Error(`no PostgreSQL answers at ${SERVER}; set TEST_DATABASE_URL`)
      })
    })
  }
}

/**
 * A created-and-dropped database on the PostgreSQL server, with the URL for a relay process of its own.
 * @param options.durable whether a commit is on the disk when it is told: for measuring
 */
export async function openTestPostgresql(
  options: { readonly durable?: boolean } = {},
): Promise<{ database: Database; url: string }> {
  const name = `evertill_test_${randomBytes(6).toString('hex')}`
  await administer(`create database ${name}`)
  // Tests kill relays and never this server: what it has accepted needs not be on its disk.
  await administer(`alter database ${name} set synchronous_commit = ${options.durable ? 'on' : 'off'}`)
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  const database = openPostgresqlDatabase(url.href)
  const close = async () => {
    await database.close()
    await administer(`drop database if exists ${name} with (force)`)
  }
  return { database: { ...database, close }, url: url.href }
}

/** Whether the PostgreSQL server for tests answers. */
export async function postgresqlAnswers(): Promise<boolean> {
  return administer('select 1').then(
    () => true,
    () => false,
  )
}

async function administer(statement: string): Promise<void> {
  const server = openPostgresqlDatabase(SERVER, { maxConnections: 1 })
  try {
    await server.query(statement)
  } finally {
    await server.close()
  }
}
