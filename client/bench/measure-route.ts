import { gzipSync } from 'node:zlib'
import { openBenchShop } from './bench-shop.ts'
import { openTablet } from './bench-tablet.ts'
import type { Figure } from './statistics.ts'

/** Every script that the till's page and its worker load before a cashier can act, each compressed by itself. */
export async function measureRoute(): Promise<Figure[]> {
  const shop = await openBenchShop(0)
  const { browser, page } = await openTablet(shop, 'G1')
  try {
    const loaded = new Set<string>()
    page.on('request', request => {
      if (request.resourceType() === 'script' || /\/worker-[^/]*\.js$/.test(request.url()))
        loaded.add(request.url())
    })
    await page.reload()
    await page.locator('.till[data-screen="selling"]').waitFor()
    const isWorker = (url: string): boolean => /\/worker-[^/]*\.js$/.test(url)
    const kilobytes = async (urls: readonly string[]): Promise<number> => {
      const bodies = await Promise.all(urls.map(async url => (await page.request.get(url)).body()))
      return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024
    }
    const ofPage = [...loaded].filter(url => !isWorker(url))
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
        samples: [await kilobytes([...loaded])],
        bound,
        note: 'with the replica worker’s file',
      },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}
