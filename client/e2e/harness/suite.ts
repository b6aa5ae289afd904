import { mkdirSync } from 'node:fs'
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

const failures = fileURLToPath(new URL('../../../.cache/e2e/', import.meta.url))

/** A relay for the tests of a file, started before the first and disposed of after the last. */
export function useRelay(
  options: Omit<RelayOptions, 'template'> & { readonly shop: 'demo' | 'small-demo' | 'none' },
): () => RelayProcess {
  let relay: RelayProcess | undefined
  beforeAll(async () => {
    const { shop, ...others } = options
    const data = inject('demoData')
    const template = shop === 'none' ? inject('emptyData') : shop === 'demo' ? data.whole : data.small
    relay = await startRelay({ ...others, template })
  })
  afterAll(() => relay?.dispose())
  return () => {
    if (relay === undefined)
      throw new Error('the relay is started before the first test: ask for it in a test')
    return relay
  }
}

/** Browser profiles of the suite's one browser: each a device of its own, closed after its test. */
export interface Devices {
  /** A new device: 1280 × 800 and English unless said otherwise. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>
}

/** Devices for the tests of a file. After a failed test a picture of each of their pages is in `.cache/e2e`. */
export function useDevices(): Devices {
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserEndpoint'))
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await photograph(
        task.name,
        contexts.flatMap(context => context.pages()),
      )
    }
    await Promise.all(contexts.map(context => context.close()))
    contexts = []
  })
  afterAll(() => browser?.close())
  return {
    open: async options => {
      if (browser === undefined) throw new Error('devices are opened in tests')
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(30_000)
      contexts.push(context)
      return context
    },
  }
}

/** Pictures of pages after a failure, named by the test. */
export async function photograph(test: string, pages: readonly Page[]): Promise<void> {
  mkdirSync(failures, { recursive: true })
  const name = test.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 80)
  await Promise.all(
    pages.map((page, index) =>
      page
        .screenshot({ path: join(failures, `${name}-${index + 1}.png`), timeout: 5000 })
        .catch(() => undefined),
    ),
  )
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
