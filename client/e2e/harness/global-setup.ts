import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { type DemoSize, prepareDemo, prepareEmpty } from './demo-data.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from './own-browser.ts'
import { prepareShopDatabase } from './shop-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the suite's one browser is reached. */
    browserEndpoint: string
    /** Data directories of relays on which the demo shop was set up, by its size. Copy them, never use them. */
    demoData: Readonly<Record<DemoSize, string>>
    /** The same of a relay on which no shop is set up yet. */
    emptyData: string
    /** The demo shop with some of its goods as a database to be copied, where a PostgreSQL server answers. */
    shopDatabase: string | undefined
  }
}

/** Once for the suite: a browser, and a relay's data with the demo shop in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-e2e-'))
  const emptyData = join(folder, 'empty')
  const demoData = { whole: join(folder, 'whole'), small: join(folder, 'small') }
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: chromiumPath(), args: [...CHROMIUM_SWITCHES] }),
    prepareEmpty(emptyData),
  ])
  const [shop] = await Promise.all([
    prepareShopDatabase(),
    prepareDemo('whole', demoData.whole, emptyData),
    prepareDemo('small', demoData.small, emptyData),
  ])
  project.provide('browserEndpoint', browser.wsEndpoint())
  project.provide('demoData', demoData)
  project.provide('emptyData', emptyData)
  project.provide('shopDatabase', shop?.name)
  return async () => {
    await browser.close()
    await shop?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}
