import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { CHROMIUM_SWITCHES, chromiumPath } from './own-browser.ts'
import { startRelay } from './relay-process.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the suite's one browser is reached. */
    browserEndpoint: string
    /** A data directory of a relay on which the demo shop was set up. Copy it, never use it. */
    demoData: string
  }
}

/** Once for the suite: a browser, and a relay's data with the demo shop in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-e2e-'))
  const demoData = join(folder, 'demo')
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: chromiumPath(), args: [...CHROMIUM_SWITCHES] }),
    prepareDemo(demoData),
  ])
  project.provide('browserEndpoint', browser.wsEndpoint())
  project.provide('demoData', demoData)
  return async () => {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepareDemo(target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-demo-'))
  const data = join(folder, 'data')
  const relay = await startRelay({ env: { DATA_DIR: data } })
  try {
    const reply = await fetch(`${relay.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: relay.url },
      body: JSON.stringify({ kind: 'demo' }),
    })
    if (!reply.ok)
      throw new Error(`setting up the demo shop: ${reply.status} ${await reply.text()}\n${relay.output()}`)
    await relay.stop()
    await cp(data, target, { recursive: true })
  } finally {
    await relay.dispose()
    await rm(folder, { recursive: true, force: true })
  }
}
