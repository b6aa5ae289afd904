import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import type { SecretKeySource } from './auth/secret-keys.ts'
import { addressOf, type MailSettings, parseSmtpUrl } from './letters/mail-settings.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { DEMO_GOODS } from './shop/demo/demo-goods.ts'
import type { DatabaseLocation } from './storage/open-database.ts'

/** What the relay is told from outside. Only this file reads the environment. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly database: DatabaseLocation
  /** Redis or Valkey by which relays on one database tell each other at once what they commit; null without. */
  readonly redisUrl: string | null
  /** Origins beside the relay's own host from which browsers may use it: `https://shop.example`. */
  readonly publicOrigins: readonly string[]
  /** Whether a reverse proxy stands in front, so that its X-Forwarded-Proto and X-Forwarded-For are believed. */
  readonly trustProxy: boolean
  readonly logLevel: LogLevel
  /** What `GET /metrics` asks for, or null: then only this machine may ask. */
  readonly metricsToken: string | null
  /** How long changes of catalog and settings are kept, days. */
  readonly historyDays: number
  /** Where receipts go that are sent by e-mail; null where there is no mail server. */
  readonly mail: MailSettings | null
  /** What secrets in the database are encrypted with. */
  readonly secretKeys: SecretKeySource
  /** The built client. */
  readonly clientDirectory: string
  /** What the demo shop sells: `gifts.csv` and `liquor.csv`. */
  readonly demoDirectory: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A variable has a value that cannot be meant. The message is one sentence for the person who started the relay. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

const PROJECT = fileURLToPath(new URL('../', PACKAGE_FOLDER))

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port number'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a port number up to 65535'),
)

const databaseUrl = v.pipe(
  v.string(),
  v.check(
    text => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
    'must be a PostgreSQL URL like postgres://user:password@host:5432/name',
  ),
)

const redisUrl = v.pipe(
  v.string(),
  v.check(
    text => URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol),
    'must be a Redis URL like redis://host:6379 or rediss://user:password@host:6379',
  ),
)

const origins = v.pipe(
  v.string(),
  v.transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  ),
  v.array(
    v.pipe(
      v.string(),
      v.check(isOrigin, 'must be one or more origins like https://shop.example, separated by commas'),
      v.transform(text => new URL(text).origin),
    ),
  ),
)

const flag = v.pipe(
  v.picklist(['0', '1', 'false', 'true'], 'must be 1 or 0'),
  v.transform(text => text === '1' || text === 'true'),
)

const environment = v.object({
  PORT: v.optional(port, '8080'),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or a host name')),
    '127.0.0.1',
  ),
  DATABASE_URL: v.optional(databaseUrl),
  REDIS_URL: v.optional(redisUrl),
  DATA_DIR: v.optional(v.string(), '.data'),
  PUBLIC_ORIGIN: v.optional(origins, ''),
  TRUST_PROXY: v.optional(flag, '0'),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), 'info'),
  METRICS_TOKEN: v.optional(v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'))),
  HISTORY_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a number of days'),
      v.transform(Number),
      v.minValue(1, 'must be at least 1 day'),
      v.maxValue(36_500, 'must be at most 36500 days'),
    ),
    '90',
  ),
  SECRET_KEYS: v.optional(
    v.pipe(
      v.string(),
      v.transform(text => text.split(',').map(part => part.trim())),
      v.everyItem(
        isKey,
        'must be one or more keys of 32 bytes in base64 (openssl rand -base64 32), the newest first, separated by commas',
      ),
    ),
  ),
  SMTP_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        text => parseSmtpUrl(text) !== undefined,
        'must be an address like smtp://user:password@host:587 or smtps://user:password@host',
      ),
    ),
  ),
  MAIL_FROM: v.optional(
    v.pipe(
      v.string(),
      v.check(text => addressOf(text) !== undefined, 'must be an address like Shop <receipts@shop.example>'),
    ),
  ),
  CLIENT_DIR: v.optional(v.string(), `${PROJECT}client/dist`),
  DEMO_DIR: v.optional(v.string(), DEMO_GOODS),
})

/**
 * The configuration from environment variables; an empty variable counts as absent.
 * @throws `ConfigError`. The message never holds a value: a URL may hold a password.
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
    port: output.PORT,
    host: output.HOST,
    database:
      output.DATABASE_URL === undefined
        ? { kind: 'embedded', directory: output.DATA_DIR }
        : { kind: 'postgresql', url: output.DATABASE_URL },
    redisUrl: output.REDIS_URL ?? null,
    publicOrigins: output.PUBLIC_ORIGIN,
    trustProxy: output.TRUST_PROXY,
    logLevel: output.LOG_LEVEL,
    metricsToken: output.METRICS_TOKEN ?? null,
    historyDays: output.HISTORY_DAYS,
    mail: mailOf(output.SMTP_URL, output.MAIL_FROM),
    secretKeys:
      output.SECRET_KEYS === undefined
        ? { kind: 'file', path: join(output.DATA_DIR, 'secret-keys') }
        : { kind: 'given', keys: output.SECRET_KEYS },
    clientDirectory: output.CLIENT_DIR,
    demoDirectory: output.DEMO_DIR,
  }
}

/** Both or none: a letter needs somebody who it is from. */
function mailOf(url: string | undefined, from: string | undefined): MailSettings | null {
  const smtp = url === undefined ? undefined : parseSmtpUrl(url)
  if (smtp === undefined && from === undefined) return null
  if (smtp === undefined) throw new ConfigError('MAIL_FROM is of no use without SMTP_URL')
  if (from === undefined) throw new ConfigError('SMTP_URL is of no use without MAIL_FROM')
  return { ...smtp, from }
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) && Buffer.from(text, 'base64').byteLength === 32
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === ''
}
