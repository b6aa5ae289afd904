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
    const sizes = await Promise.all(
      [...loaded].map(async url => gzipSync(await (await page.request.get(url)).body(), { level: 9 }).length),
    )
    const total = sizes.reduce((sum, size) => sum + size, 0) / 1024
    return [
      {
        name: 'till route, JavaScript before interaction, gzip',
        unit: 'KB',
        samples: [total],
        bound: { on: 'median', atMost: 150 },
        note: `${loaded.size} files, the worker’s included`,
      },
    ]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}
