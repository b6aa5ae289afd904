import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { type RelayOptions, type RelayProcess, startRelay } from './relay-process.ts'
import { copyShopDatabase, type PreparedShop, type ShopDatabase } from './shop-database.ts'

const failures = fileURLToPath(new URL('../../../.cache/e2e/', import.meta.url))

export type SuiteRelayOptions = Pick<RelayOptions, 'env'> &
  (
    | { readonly shop: 'demo' | 'none'; readonly storage?: undefined }
    /** Embedded for tests that copy or lose the relay's data. */
    | { readonly shop: 'small-demo'; readonly storage?: 'embedded' }
  )

/**
 * A relay for the tests of a file, started before the first and disposed of after the last: on PostgreSQL, as in
 * production, where a server answers; on the embedded database where none does, and where there is no shop yet.
 */
export function useRelay(options: SuiteRelayOptions): () => RelayProcess {
  let relay: RelayProcess | undefined
  let copy: ShopDatabase | undefined
  beforeAll(async () => {
    const prepared = shopFor(options)
    const { env } = options
    if (prepared.kind === 'database') {
      copy = await copyShopDatabase(prepared.name)
      relay = await startRelay({ ...copy.relay, env: { ...env, ...copy.relay.env } })
    } else relay = await startRelay({ template: prepared.path, env })
  })
  afterAll(async () => {
    await relay?.dispose()
    await copy?.drop()
  })
  return () => {
    if (relay === undefined)
      throw new Error('the relay is started before the first test: ask for it in a test')
    return relay
  }
}

function shopFor(options: SuiteRelayOptions): PreparedShop {
  if (options.shop === 'none') return { kind: 'directory', path: inject('emptyData') }
  if (options.shop === 'demo') return inject('shops').whole
  if (options.storage === 'embedded') return { kind: 'directory', path: inject('demoData') }
  return inject('shops').small
}

/** Browser profiles of the suite's one browser: each a device of its own. */
export interface Devices {
  /** A new device, closed after its test: 1280 × 800 and English unless said otherwise. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>
  /** One that the tests after this one have as well, until one of them fails: they begin with another. */
  keep(options?: BrowserContextOptions): Promise<BrowserContext>
}

interface OpenDevice {
  readonly context: BrowserContext
  readonly complaints: readonly string[]
  readonly isKept: boolean
}

/**
 * Devices for the tests of a file. After a failed test a picture of each of their pages is in `.cache/e2e`, and what
 * they complained of, device by device, in a text beside it.
 */
export function useDevices(): Devices {
  let browser: Browser | undefined
  let inUse: OpenDevice[] = []
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'))
  })
  afterEach(async ({ task }) => {
    const hasFailed = task.result?.state === 'fail'
    if (hasFailed) await describeFailure(task.name, inUse)
    const over = inUse.filter(({ isKept }) => hasFailed || !isKept)
    inUse = inUse.filter(device => !over.includes(device))
    await Promise.all(over.map(({ context }) => context.close()))
  })
  afterAll(() => browser?.close())
  const open = async (options: BrowserContextOptions | undefined, isKept: boolean) => {
    if (browser === undefined) throw new Error('devices are opened in tests')
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(30_000)
    const device = { context, complaints: watchForErrors(context), isKept }
    inUse.push(device)
    context.once('close', () => {
      inUse = inUse.filter(each => each !== device)
    })
    return context
  }
  return { open: options => open(options, false), keep: options => open(options, true) }
}

async function describeFailure(test: string, devices: readonly OpenDevice[]): Promise<void> {
  await photograph(
    test,
    devices.flatMap(({ context }) => context.pages()),
  )
  writeFileSync(
    `${failures}${fileNameOf(test)}.txt`,
    devices.map(({ complaints }) => complaints.join('\n')).join('\n\n'),
  )
}

/** Pictures of pages after a failure, named by the test. */
export async function photograph(test: string, pages: readonly Page[]): Promise<void> {
  mkdirSync(failures, { recursive: true })
  const name = fileNameOf(test)
  await Promise.all(
    pages.map((page, index) =>
      page
        .screenshot({ path: join(failures, `${name}-${index + 1}.png`), timeout: 5000 })
        .catch(() => undefined),
    ),
  )
}

function fileNameOf(test: string): string {
  return test.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80)
}

/** What a page complains of: uncaught errors, and whatever it writes to the console as an error. */
export function watchForErrors(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('weberror', error => errors.push(String(error.error())))
  context.on('console', message => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}
