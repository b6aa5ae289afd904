/**
 * `npm run forget-second-steps`: when the key is lost that second steps were encrypted with. Takes away those that none of
 * this relay's keys opens, so that it starts again; their people sign in with their password and set up new ones.
 */
import { readSecretKeys } from './auth/secret-keys.ts'
import { forgetUnreadableSecrets } from './auth/user-secrets.ts'
import { readConfig } from './config.ts'
import { migrate } from './storage/migrate.ts'
import { openDatabase } from './storage/open-database.ts'

try {
  const config = readConfig(process.env)
  const keys = await readSecretKeys(config.secretKeys)
  const database = await openDatabase(config.database)
  try {
    await migrate(database)
    const count = await forgetUnreadableSecrets(database, keys)
    process.stdout.write(`second steps of ${count} accounts were taken away\n`)
  } finally {
    await database.close()
  }
} catch (error) {
  process.stderr.write(`evertill: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
