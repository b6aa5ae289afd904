import type { Page } from 'playwright-core'
import { cartLines, scan } from '../e2e/harness/till.ts'
import { openBenchShop } from './bench-shop.ts'
import { openTablet } from './bench-tablet.ts'
import { noteReadyToScan, prepareTiming, readyToScan } from './page-timers.ts'
import type { Figure } from './statistics.ts'

/**
 * Cold start of an enrolled till without a network: the browser is started anew each time, and the clock runs from
 * the navigation to the first frame with the selling screen. Then it scans: ready means ready.
 */
export async function measureStart(products: number, bound: number, samples: number): Promise<Figure[]> {
  const shop = await openBenchShop(products)
  const { browser, page } = await openTablet(shop, 'G1')
  try {
    await untilSearchable(page, shop.added.at(-1)?.name ?? 'cakestand')
    await shop.relay.stop()
    const ready: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      await browser.close()
      const context = await browser.relaunch()
      await prepareTiming(context)
      ready.push(
        await startOnce(await context.newPage(), shop.relay.url, shop.added[sample]?.barcode ?? '22423'),
      )
    }
    const name = `cold start offline, ${products.toLocaleString('en')} products, to ready to scan`
    return [{ name, unit: 'ms', samples: ready, bound: { on: 'median', atMost: bound } }]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}

async function startOnce(page: Page, relayUrl: string, code: string): Promise<number> {
  await noteReadyToScan(page)
  await page.goto(`${relayUrl}/till`)
  const ready = await readyToScan(page)
  const before = (await cartLines(page)).length
  await scan(page, code)
  await page.waitForFunction(count => document.querySelectorAll('.till-line').length > count, before)
  return ready
}

/** The search index is built in the background after the first download. */
async function untilSearchable(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Search products' })
  await field.fill(name)
  await page.getByRole('option').first().waitFor({ timeout: 120_000 })
  await field.fill('')
  await field.blur()
}
