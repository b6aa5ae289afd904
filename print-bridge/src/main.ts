import { ConfigError, readConfig } from './config.ts'
import { DirectoryInUseError } from './data/directory-lock.ts'
import { createLogger } from './logger.ts'
import { readBundledFile } from './read-bundled-file.ts'
import { SettingsError } from './settings/settings.ts'
import { SpoolTooNewError } from './spool/spool.ts'
import { ListenError, type RunningBridge, startBridge } from './start-bridge.ts'

/** Failures that the person who starts the bridge can do something about: one line, no stack. */
const EXPECTED = [ConfigError, DirectoryInUseError, ListenError, SettingsError, SpoolTooNewError]
/** A printer may be in the middle of a job; longer than this it does not answer. */
const STOP_PATIENCE_MS = 20_000

run().catch((error: unknown) => {
  const expected = EXPECTED.some(kind => error instanceof kind)
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`evertill print bridge: ${text}\n`)
  process.exit(1)
})

async function run(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLogger(config.logLevel)
  const bridge = await startBridge(config, {
    version: readVersion(),
    log,
    readPageFile: name => readBundledFile(`page/${name}`),
  })
  stopOnSignals(bridge)
  process.stderr.write(
    `Evertill print bridge: open ${bridge.url} on this machine to pair a till and set up printers\n`,
  )
}

/** The first signal lets printers end their jobs, the second stops at once. */
function stopOnSignals(bridge: RunningBridge): void {
  let asked = false
  const stop = () => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref()
    bridge.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readBundledFile('package.json'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'unknown'
}
