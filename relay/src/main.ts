import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { SecretKeysError } from './auth/secret-keys.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { makeRecoveryCode } from './recovery/recovery-window.ts'
import { DEMO_SIGN_INS } from './shop/demo/demo-sign-ins.ts'
import { readSetUpState } from './shop/set-up-shop.ts'
import { ListenError, type RunningRelay, startRelay } from './start-relay.ts'
import { DirectoryInUseError } from './storage/directory-lock.ts'
import { DatabaseTooNewError } from './storage/migrate.ts'
import { DatabaseUnreachableError } from './storage/open-database.ts'

/** Failures that the person who starts the relay can do something about: one line, no stack. */
const EXPECTED = [
  ConfigError,
  ListenError,
  DirectoryInUseError,
  DatabaseTooNewError,
  DatabaseUnreachableError,
  SecretKeysError,
]

try {
  const config = readConfig(process.env)
  const log = createLogger(config.logLevel)
  const relay = await startRelay(config, await readVersion(), log)
  stopOnSignals(relay, log)
  await announce(relay, config)
} catch (error) {
  const expected = EXPECTED.some(kind => error instanceof kind)
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`evertill relay: ${text}\n`)
  process.exit(1)
}

/** The first signal stops gracefully, the second at once. */
function stopOnSignals(relay: RunningRelay, log: Logger): void {
  let asked = false
  const stop = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1)
    asked = true
    log.info({ signal }, 'stopping')
    relay.stop().then(
      () => process.exit(0),
      error => {
        log.fatal({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function announce(relay: RunningRelay, config: Config): Promise<void> {
  const lines = [`Evertill relay at ${relay.url}, data ${storageText(config)}`]
  const state = await readSetUpState(relay.services.database)
  if (state?.kind === 'demo') {
    const { email, password, managerEmail, managerPassword, cashiers } = DEMO_SIGN_INS
    lines.push(
      'Demo shop:',
      `  owner    ${email}  ${password}`,
      `  manager  ${managerEmail}  ${managerPassword}`,
      ...cashiers.map(({ store, name, pin, role }) => `  ${role.padEnd(10)} ${name} at ${store}, PIN ${pin}`),
    )
  }
  const code = await makeRecoveryCode(relay.services.database)
  if (code !== undefined) {
    lines.push(
      `No shop is set up here. To refill a lost one from its tills open ${relay.url}/recover, code ${code}`,
    )
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function storageText({ database }: Config): string {
  return database.kind === 'postgresql'
    ? 'in PostgreSQL'
    : `in embedded storage (${database.directory}): for trying out, it may lose the last sales at a power loss`
}

async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', PACKAGE_FOLDER), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'unknown'
}
