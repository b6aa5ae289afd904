import { gzipSync } from 'node:zlib'
import type { Request } from 'playwright-core'
import { openBenchShop } from './bench-shop.ts'
import { openTablet } from './bench-tablet.ts'
import { noteReadyToScan, readyToScan } from './page-timers.ts'
import type { Figure } from './statistics.ts'

/** Every script that the till's page and its worker load before a cashier can act, each compressed by itself. */
export async function measureRoute(): Promise<Figure[]> {
  const shop = await openBenchShop(0)
  const { browser, page } = await openTablet(shop, 'G1')
  try {
    const requests: Request[] = []
    page.on('request', request => {
      if (new URL(request.url()).pathname.endsWith('.js')) requests.push(request)
    })
    await noteReadyToScan(page)
    await page.reload()
    const ready = await readyToScan(page)
    const { origin, ownScripts } = await page.evaluate(() => ({
      origin: performance.timeOrigin,
      ownScripts: performance.getEntriesByType('resource').map(entry => entry.name),
    }))
    const loaded = [
      ...new Set(requests.filter(each => each.timing().startTime < origin + ready).map(each => each.url())),
    ]
    const kilobytes = async (urls: readonly string[]): Promise<number> => {
      const bodies = await Promise.all(urls.map(async url => (await page.request.get(url)).body()))
      return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024
    }
    const ofPage = loaded.filter(url => ownScripts.includes(url) && !/\/worker-[^/]*\.js$/.test(url))
    const bound = { on: 'median', atMost: 150 } as const
    return [
      {
        name: 'till route, JavaScript before interaction, gzip',
        unit: 'KB',
        samples: [await kilobytes(ofPage)],
        bound,
        note: `${ofPage.length} files of the page`,
      },
      {
        name: 'till route, JavaScript before interaction, gzip',
        unit: 'KB',
        samples: [await kilobytes(loaded)],
        bound,
        note: `${loaded.length} with the replica worker’s`,
      },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}
