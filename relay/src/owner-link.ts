/**
 * `npm run owner-link -- <e-mail>`: a one-time link for an owner who can sign in no more and whom no other owner can
 * help. Whoever can run it has the server and its database anyway. Shuts nobody out until the link is used.
 */
import { toId, type UserId } from '@evertill/crdt-model'
import { makePasswordReset } from './auth/password-reset.ts'
import { type Config, readConfig } from './config.ts'
import type { Database } from './storage/database.ts'
import { migrate } from './storage/migrate.ts'
import { openDatabase } from './storage/open-database.ts'

try {
  const config = readConfig(process.env)
  const database = await openDatabase(config.database)
  try {
    await migrate(database)
    process.stdout.write(await makeLink(database, config, process.argv[2] ?? ''))
  } finally {
    await database.close()
  }
} catch (error) {
  process.stderr.write(`evertill: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/** @throws when no owner has this e-mail; then it says which there are. */
async function makeLink(database: Database, config: Config, email: string): Promise<string> {
  const owners = await database.query<{ id: string; email: string }>(
    "select id, email from users where role = 'owner' and revoked_at is null order by created_at",
  )
  const owner = owners.find(each => each.email === email.trim().toLowerCase())
  if (!owner) {
    const known = owners.map(each => each.email).join(', ') || 'nobody: the shop is not set up'
    throw new Error(`no owner has the e-mail ${JSON.stringify(email)}. Owners: ${known}`)
  }
  const { code, expiresAt } = await database.transaction(tx =>
    makePasswordReset(tx, toId<UserId>(owner.id), null, true, Date.now()),
  )
  const origin = config.publicOrigins[0] ?? `http://localhost:${config.port}`
  return [
    `One-time link for ${owner.email}, good until ${new Date(expiresAt).toISOString()}:`,
    `  ${origin}/reset#${code}`,
    'It sets a new password, takes the second step away and ends all sessions of the account.',
    '',
  ].join('\n')
}
