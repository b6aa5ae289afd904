import { homedir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_BRIDGE_PORT } from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import { readOrigin } from './settings/origin.ts'

/** What the bridge is told from outside. Only this file reads the environment. */
export interface Config {
  readonly port: number
  /** Where its settings, its tokens and the spool are. Nobody but its user may read it. */
  readonly dataDirectory: string
  /** Origins that may pair beside those allowed on the bridge's own page. */
  readonly origins: readonly string[]
  /** Ports of network printers beside the usual ones. */
  readonly extraPrinterPorts: readonly number[]
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/** A variable has a value that cannot be meant. The message is one sentence for the person who started the bridge. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port from 1 to 65535'),
  v.transform(Number),
  v.minValue(1, 'must be a port from 1 to 65535'),
  v.maxValue(65_535, 'must be a port from 1 to 65535'),
)
const list = v.pipe(
  v.string(),
  v.transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  ),
)

const environment = v.object({
  PRINT_BRIDGE_PORT: v.optional(port, String(DEFAULT_BRIDGE_PORT)),
  PRINT_BRIDGE_DATA: v.optional(v.string()),
  PRINT_BRIDGE_ORIGINS: v.optional(
    v.pipe(
      list,
      v.array(
        v.pipe(
          v.string(),
          v.check(text => readOrigin(text) !== null, 'must be origins like https://shop.example'),
        ),
      ),
    ),
    '',
  ),
  PRINT_BRIDGE_PRINTER_PORTS: v.optional(v.pipe(list, v.array(port)), ''),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), 'info'),
})

/**
 * The configuration from environment variables; an empty variable counts as absent.
 * @throws `ConfigError`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = v.safeParse(environment, present)
  if (!result.success) {
    const [issue] = result.issues
    throw new ConfigError(`${v.getDotPath(issue)?.split('.')[0] ?? 'the environment'} ${issue.message}`)
  }
  const { output } = result
  return {
    port: output.PRINT_BRIDGE_PORT,
    dataDirectory: output.PRINT_BRIDGE_DATA ?? defaultDataDirectory(env),
    origins: output.PRINT_BRIDGE_ORIGINS.map(text => readOrigin(text) ?? text),
    extraPrinterPorts: output.PRINT_BRIDGE_PRINTER_PORTS,
    logLevel: output.LOG_LEVEL,
  }
}

function defaultDataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const name = 'evertill-print-bridge'
  switch (process.platform) {
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name)
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', name)
    default:
      // systemd makes and owns the directory it names here.
      return env.STATE_DIRECTORY ?? join(env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), name)
  }
}
