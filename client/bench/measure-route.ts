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
    const bodies = new Map(
      await Promise.all(loaded.map(async url => [url, await (await page.request.get(url)).body()] as const)),
    )
    const kilobytes = (urls: readonly string[]): number =>
      urls.reduce((sum, url) => sum + gzipSync(bodies.get(url) ?? '', { level: 9 }).length, 0) / 1024
    // What a module worker imports stands among the page's own resources too.
    const ofWorker = importedFrom(/\/worker-[^/]*\.js$/, bodies)
    const ofPage = loaded.filter(url => ownScripts.includes(url) && !ofWorker.has(url))
    const bound = { on: 'median', atMost: 150 } as const
    return [
      {
        name: 'till route, JavaScript before interaction, gzip',
        unit: 'KB',
        samples: [kilobytes(ofPage)],
        bound,
        note: `${ofPage.length} files of the page`,
      },
      {
        name: 'till route, JavaScript before interaction, gzip',
        unit: 'KB',
        samples: [kilobytes(loaded)],
        bound,
        note: `${loaded.length} with the replica worker’s`,
      },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}

/** The scripts whose address fits and all that they import, of those that were loaded. */
function importedFrom(address: RegExp, bodies: ReadonlyMap<string, Buffer>): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (url: string): void => {
    const body = bodies.get(url)
    if (body === undefined || found.has(url)) return
    found.add(url)
    for (const [, path = ''] of body.toString('utf8').matchAll(/(?:from|import)\(?["'`](\.\/[^"'`]+\.js)/g))
      visit(new URL(path, url).href)
  }
  for (const url of bodies.keys()) if (address.test(url)) visit(url)
  return found
}
