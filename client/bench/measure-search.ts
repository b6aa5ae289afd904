import { openBenchShop } from './bench-shop.ts'
import { openTablet } from './bench-tablet.ts'
import { readTimers, timeEvents } from './page-timers.ts'
import type { Figure } from './statistics.ts'

const TEXTS = [
  'lantern',
  'heart red',
  'set of 6 tea',
  'vintage bag',
  'S81234',
  'christm',
  'blue mug',
  'paper wreath',
  'lanturn haert',
]
/** A quick typist: slower than a scanner, faster than most people. */
const KEY_PAUSE_MS = 140

/** Search keystroke to results on screen, with 100,000 products. */
export async function measureSearch(products: number, rounds: number): Promise<Figure[]> {
  const shop = await openBenchShop(products)
  const { browser, page } = await openTablet(shop, 'G1')
  try {
    const field = page.getByRole('combobox', { name: 'Search products' })
    await field.fill(shop.added.at(-1)?.name ?? '')
    await page.getByRole('option').first().waitFor({ timeout: 180_000 })
    await field.fill('')
    await timeEvents(page, 'input', '.till-results')
    for (let round = 0; round < rounds; round++) {
      for (const text of TEXTS) {
        await field.pressSequentially(text, { delay: KEY_PAUSE_MS })
        await field.press('Escape')
      }
    }
    const { drawn } = await readTimers(page)
    const name = `search keystroke to results, ${products.toLocaleString('en')} products`
    return [{ name, unit: 'ms', samples: drawn, bound: { on: 'p95', atMost: 30 } }]
  } finally {
    await browser.dispose()
    await shop.dispose()
  }
}
