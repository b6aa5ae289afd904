import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { type DemoSize, setUpDemo } from './demo-data.ts'
import type { RelayOptions } from './relay-process.ts'

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
/** Copies are read by other relays than the one that wrote what they are copied from: all have the same keys. */
const SECRET_KEYS = Buffer.alloc(32, 7).toString('base64')

/** The demo shop as it was set up once, to be copied by many and used by nobody. */
export type PreparedShop =
  | { readonly kind: 'database'; readonly name: string }
  | { readonly kind: 'directory'; readonly path: string }

/** A database of the PostgreSQL server for tests; drop it. */
export interface ShopDatabase {
  readonly name: string
  /** What a relay is started with to use it. */
  readonly relay: Pick<RelayOptions, 'databaseUrl' | 'env'>
  drop(): Promise<void>
}

/** Sets the demo shop up on the PostgreSQL server for tests. */
export async function prepareShopDatabase(size: DemoSize): Promise<PreparedShop> {
  const database = await createDatabase()
  await setUpDemo(size, database.relay, relay => relay.stop())
  return { kind: 'database', name: database.name }
}

/** Drops those that are databases. */
export async function dropShops(shops: Readonly<Record<DemoSize, PreparedShop>>): Promise<void> {
  for (const shop of Object.values(shops)) if (shop.kind === 'database') await dropDatabase(shop.name)
}

/** A shop of its own with everything that the one of that name has. Nobody may be connected to that. */
export function copyShopDatabase(template: string): Promise<ShopDatabase> {
  return createDatabase(` template ${template}`)
}

async function createDatabase(from = ''): Promise<ShopDatabase> {
  const name = `evertill_e2e_${randomBytes(6).toString('hex')}`
  await administer(`create database ${name}${from}`)
  // Tests kill relays and never this server: what it has accepted needs not be on its disk.
  await administer(`alter database ${name} set synchronous_commit = off`)
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  return {
    name,
    relay: { databaseUrl: url.href, env: { SECRET_KEYS } },
    drop: () => dropDatabase(name),
  }
}

function dropDatabase(name: string): Promise<void> {
  return administer(`drop database if exists ${name} with (force)`)
}

/** Whether there is a PostgreSQL server for tests: what can run on one runs on the embedded one where none answers. */
export function serverAnswers(): Promise<boolean> {
  return administer('select 1').then(
    () => true,
    () => false,
  )
}

async function administer(statement: string): Promise<void> {
  const sql = postgres(SERVER, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
