import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { type DemoSize, prepareDemo } from './demo-data.ts'
import { CHROMIUM_SWITCHES, chromiumPath } from './own-browser.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the suite's one browser is reached. */
    browserEndpoint: string
    /** Data directories of relays on which the demo shop was set up, by its size. Copy them, never use them. */
    demoData: Readonly<Record<DemoSize, string>>
  }
}

/** Once for the suite: a browser, and a relay's data with the demo shop in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-e2e-'))
  const demoData = { whole: join(folder, 'whole'), small: join(folder, 'small') }
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: chromiumPath(), args: [...CHROMIUM_SWITCHES] }),
    prepareDemo('whole', demoData.whole),
    prepareDemo('small', demoData.small),
  ])
  project.provide('browserEndpoint', browser.wsEndpoint())
  project.provide('demoData', demoData)
  return async () => {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
