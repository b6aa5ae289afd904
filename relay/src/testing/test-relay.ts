import { webcrypto } from 'node:crypto'
import {
  type ApiError,
  apiError,
  type EnrollmentCodeReply,
  type EnrollReply,
  enrollmentCodeReply,
  enrollReply,
  type SetupRequest,
  type TillId,
  type TillsReply,
  tillsReply,
  toId,
} from '@evertill/crdt-model'
import type { Hono } from 'hono'
import { pino } from 'pino'
import * as v from 'valibot'
import { createApp } from '../app.ts'
import { SecretKeys } from '../auth/secret-keys.ts'
import { createServices } from '../create-services.ts'
import { createRelayMetrics } from '../health/relay-metrics.ts'
import type { AppEnv, Services } from '../http/context.ts'
import type { MailPort } from '../letters/mail-port.ts'
import { openHub } from '../open-hub.ts'
import { DEMO_GOODS } from '../shop/demo/demo-goods.ts'
import type { Database } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { openShopDatabase } from '../storage/shop-database.ts'
import { CommitListeners } from '../sync/commit-listeners.ts'

/** A relay without a port, on a clock that the test moves. */
export interface TestRelay {
  readonly app: Hono<AppEnv>
  readonly services: Services
  /** Moves the relay's clock, milliseconds. */
  pass(milliseconds: number): void
  /** A browser with cookies of its own. */
  browser(): TestBrowser
  /** Stops the hub and closes the database. */
  close(): Promise<void>
}

export interface TestRelayOptions {
  readonly trustProxy?: boolean
  readonly publicOrigins?: readonly string[]
  readonly clientDirectory?: string
  readonly metricsToken?: string
  readonly mail?: MailPort
  /** PINs are hashed as in a shop, and not once: that takes 50 ms each, and few tests enter one. */
  readonly hashesPinsAsShops?: boolean
  /** The database's, to work behind the commits in a thread as a started relay does. */
  readonly threadDatabaseUrl?: string
}

export async function createTestRelay(opened: Database, options: TestRelayOptions = {}): Promise<TestRelay> {
  await migrate(opened)
  const database = await openShopDatabase(opened)
  const log = pino({ level: 'silent' })
  const metrics = createRelayMetrics('1.2.3', () => performance.now())
  const behind = new CommitListeners()
  let ahead = 0
  const now = () => Date.now() + ahead
  const hub = openHub({ database, log, now, onCommitted: behind.committed, observer: metrics.sync })
  const stopping = new AbortController()
  const services = await createServices({
    database,
    hub,
    log,
    now,
    version: '1.2.3',
    publicOrigins: options.publicOrigins ?? [],
    trustProxy: options.trustProxy ?? false,
    clientDirectory: options.clientDirectory ?? '/nowhere',
    demoDirectory: DEMO_GOODS,
    pinRounds: options.hashesPinsAsShops ? undefined : 1,
    stopping: stopping.signal,
    metrics,
    relayName: 'relay.test:80',
    metricsToken: options.metricsToken ?? null,
    mail: options.mail ?? null,
    secretKeys: new SecretKeys('the test', [Buffer.alloc(32, 7).toString('base64')]),
    historyKeepMs: 90 * 24 * 3_600_000,
    rhythm: { gatherMs: 5, blockedMs: 200 },
    findingsGatherMs: 20,
    threadDatabaseUrl: options.threadDatabaseUrl,
  })
  behind.add(services.findings.committed)
  behind.add(name => services.projection.notice(name))
  const app = createApp(services)
  return {
    app,
    services,
    pass(milliseconds) {
      ahead += milliseconds
    },
    browser: () => new TestBrowser(app),
    async close() {
      stopping.abort()
      metrics.stop()
      await Promise.all([services.findings.stop(), services.projection.stop(), services.letters?.stop()])
      await hub.stop()
      await database.close()
    },
  }
}

export const ORIGIN = 'http://relay.test'

/** Sends requests as a browser on the relay's own page does, and keeps the cookies it is given. */
export class TestBrowser {
  readonly cookies = new Map<string, string>()
  /** The attributes of the cookies as they were last set. */
  readonly attributes = new Map<string, string>()
  readonly #app: Hono<AppEnv>

  constructor(app: Hono<AppEnv>) {
    this.#app = app
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await this.#app.request(`${ORIGIN}${path}`, {
      method,
      headers: {
        origin: ORIGIN,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...headers,
      },
      ...(body !== undefined && { body: bodyOf(body) }),
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  get(path: string, headers?: Record<string, string>): Promise<Response> {
    return this.ask('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> {
    return this.ask('POST', path, body, headers)
  }

  patch(path: string, body: unknown): Promise<Response> {
    return this.ask('PATCH', path, body)
  }

  delete(path: string): Promise<Response> {
    return this.ask('DELETE', path)
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
    this.attributes.set(name, attributes.join('; '))
  }
}

export const OWNER = { name: 'Ada', email: 'ada@shop.example', password: 'correct horse battery' }

export const OWN_SHOP: SetupRequest = {
  kind: 'own',
  owner: OWNER,
  store: {
    name: 'Corner shop',
    currency: 'GBP',
    timeZone: 'Europe/London',
    tax: { name: 'VAT', rateMillionths: 200_000, included: true },
  },
  till: { name: 'Till 1' },
  cashier: { name: 'Bob', pin: '4711' },
}

/** Sets an own shop up. @returns the owner's browser. */
export async function setUpOwnShop(relay: TestRelay): Promise<TestBrowser> {
  const browser = relay.browser()
  const response = await browser.post('/api/setup', OWN_SHOP)
  if (response.status !== 201) throw new Error(`set-up failed: ${await response.text()}`)
  return browser
}

/** A browser in which somebody has signed in. */
export async function signInAt(
  relay: TestRelay,
  request: { email: string; password: string; code?: string },
): Promise<TestBrowser> {
  const browser = relay.browser()
  const response = await browser.post('/api/session', request)
  if (response.status !== 200) throw new Error(`sign-in failed: ${await response.text()}`)
  return browser
}

/** The one till of a shop that `setUpOwnShop` made. */
export async function onlyTill(owner: TestBrowser): Promise<TillId> {
  const [till] = (await readTills(owner)).tills
  if (!till) throw new Error('the shop has no till')
  return toId<TillId>(till.till)
}

export async function readTills(owner: TestBrowser): Promise<TillsReply> {
  return v.parse(tillsReply, await (await owner.get('/api/tills')).json())
}

export async function makeCode(owner: TestBrowser, till: string): Promise<EnrollmentCodeReply> {
  return v.parse(enrollmentCodeReply, await (await owner.post('/api/enrollment-codes', { till })).json())
}

/** Enrolls a new tablet. */
export async function enrollTablet(
  relay: TestRelay,
  owner: TestBrowser,
  till: string,
): Promise<{ tablet: TestBrowser; reply: EnrollReply }> {
  const tablet = relay.browser()
  const { code } = await makeCode(owner, till)
  const response = await tablet.post('/api/enroll', {
    code,
    publicKey: await makePublicKey(),
    deviceName: 'Tablet',
  })
  return { tablet, reply: v.parse(enrollReply, await response.json()) }
}

/** Base64 of a raw P-256 public key. */
export async function makePublicKey(): Promise<string> {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  return Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)).toString('base64')
}

/** What the relay said was wrong. */
export async function errorOf(response: Response): Promise<ApiError['error'] & { status: number }> {
  const { error } = v.parse(apiError, await response.json())
  return { ...error, status: response.status }
}

export const REPORT = {
  appVersion: '1.2.3',
  unsyncedSales: 3,
  unsyncedEntries: 4,
  unsyncedBytes: 620,
  oldestUnsyncedAt: 1_700_000_000_000,
  lag: { p50: 120, p95: 900, entries: 40 },
  schemaVersion: 1,
  journal: { epoch: 1, number: 12 },
  documents: [{ name: 'settings', synced: true }],
  openConflicts: 0,
  storage: { usage: 1, quota: 2, persisted: true },
  operator: 'Bob',
  printer: { problem: 'paper-end', paperLow: false, waiting: 2, unknown: 1, failed: 0 },
  clock: 1_700_000_000_000,
}

/** Texts and bytes as they are, anything else as JSON. */
function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body)
}
