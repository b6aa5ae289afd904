import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { type DemoSize, prepareDemo, prepareEmpty } from './demo-data.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from './own-browser.ts'
import { dropShops, type PreparedShop, prepareShopDatabase, serverAnswers } from './shop-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the suite's one browser is reached. */
    browserEndpoint: string
    /** The data of a relay on which no shop is set up yet, a directory. Copy it, never use it. */
    emptyData: string
    /** The same of one with the small demo shop. */
    demoData: string
    /** What relays are started with that need not be on the embedded database, by the size of their demo shop. */
    shops: Readonly<Record<DemoSize, PreparedShop>>
  }
}

/** Once for the suite: a browser, and relays' data with the demo shop in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-e2e-'))
  const emptyData = join(folder, 'empty')
  const demoData = join(folder, 'small')
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: chromiumPath(), args: [...CHROMIUM_SWITCHES] }),
    prepareEmpty(emptyData),
  ])
  const [shops] = await Promise.all([
    prepareShops(folder, emptyData),
    prepareDemo('small', demoData, emptyData),
  ])
  project.provide('browserEndpoint', browser.wsEndpoint())
  project.provide('emptyData', emptyData)
  project.provide('demoData', demoData)
  project.provide('shops', shops)
  return async () => {
    await browser.close()
    await dropShops(shops)
    await rm(folder, { recursive: true, force: true })
  }
}

/** On the PostgreSQL server for tests, as in production, where one answers; all on the embedded database where none does. */
async function prepareShops(
  folder: string,
  emptyData: string,
): Promise<Readonly<Record<DemoSize, PreparedShop>>> {
  if (await serverAnswers()) {
    const [small, whole] = await Promise.all([prepareShopDatabase('small'), prepareShopDatabase('whole')])
    return { small, whole }
  }
  const path = join(folder, 'whole')
  await prepareDemo('whole', path, emptyData)
  return {
    small: { kind: 'directory', path: join(folder, 'small') },
    whole: { kind: 'directory', path },
  }
}
